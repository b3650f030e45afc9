using OpsPlatform.Api.V1;
using OpsPlatform.Approvals.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Tests.Partners;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;
using Code = OpsPlatform.Budgets.V1.BudgetWarning.Types.Code;
using Mode = OpsPlatform.Budgets.V1.LineControl.Types.Mode;
using State = OpsPlatform.Approvals.V1.Approval.Types.State;

namespace OpsPlatform.Server.Tests.Budgets;

/// <summary>What a line's control does with more than the line has: it stops, warns, or waits for whoever may approve budgets.</summary>
public sealed class Controlling(RunningServer server) : ServerTest(server)
{
    private const long Yuan = 1_000_000;

    private ApiClient _maker = null!;
    private ApiClient _boss = null!;
    private ApiClient _clerk = null!;
    private string _workspace = "";

    public override async ValueTask InitializeAsync()
    {
        _workspace = $"w{Guid.NewGuid():n}"[..20];
        _maker = await Server.ProvisionAsync(_workspace, $"{_workspace}-maker", "*");
        _boss = await Server.ProvisionAsync(_workspace, $"{_workspace}-boss", "budgets.*", "approvals.*");
        _clerk = await Server.ProvisionAsync(_workspace, $"{_workspace}-clerk", "budgets.read", "approvals.*");
        Server.Clock.Advance(PartnerSteps.Soon);
    }

    [Fact, Trait("row", "BUD-12"), Trait("row", "RSK-02")]
    public async Task An_overspend_waits_for_the_right_role_and_then_posts_as_first_asked()
    {
        var budget = await SpentAsync(new() { Spend = Mode.Approve });
        var asked = new RecordExpenseRequest { Parent = budget, Line = "live", AmountMicros = 2_000 * Yuan, Purpose = "a second stage", RequestId = $"{Guid.NewGuid()}" };

        var pending = await _maker.Budgets.RecordExpenseAsync(asked).Refused(ErrorReason.ApprovalPending);
        pending.Info.Metadata["cause"].ShouldBe("COST_OVERRUN");
        var approval = await _maker.Approvals.GetApprovalAsync(new() { Name = pending.Info.Metadata["approval"] });
        (approval.State, approval.DeciderPermission).ShouldBe((State.Pending, "budgets.approve"));
        approval.Cause.ShouldBe("COST_OVERRUN: The line live would be 1,000 over what it has: another principal with the permission budgets.approve must approve that.");
        (await LineAsync(budget)).SpentAmountMicros.ShouldBe(99_000 * Yuan);

        (await _clerk.Approvals.ApproveRequestAsync(new() { Name = approval.Name }).Refused(ErrorReason.PermissionMissing)).Info.Metadata["permission"].ShouldBe("budgets.approve");
        await _maker.Approvals.ApproveRequestAsync(new() { Name = approval.Name }).Refused(ErrorReason.SeparationOfDuties);
        (await _boss.Approvals.ApproveRequestAsync(new() { Name = approval.Name })).State.ShouldBe(State.Done);

        (await LineAsync(budget)).SpentAmountMicros.ShouldBe(101_000 * Yuan);
        var expense = await _maker.Budgets.RecordExpenseAsync(asked);
        (expense.Approval, expense.Purpose).ShouldBe((approval.Name, "a second stage"));
        var entry = (await _maker.Budgets.ListEntriesAsync(new() { Parent = budget, Filter = $"approval = \"{approval.Name}\"" })).Entries.ShouldHaveSingleItem();
        (entry.Expense, entry.AmountMicros, entry.Principal).ShouldBe((expense.Name, 2_000 * Yuan, $"{_workspace}-maker"));
        var warning = (await _maker.Budgets.GetBudgetAsync(new() { Name = budget })).Warnings.ShouldHaveSingleItem();
        (warning.Code, warning.Line, warning.AmountMicros, warning.Level).ShouldBe((Code.CostOverrun, "live", 1_000 * Yuan, 2));
        (await _maker.Events.ListEventsAsync(new() { Parent = $"workspaces/{_workspace}", Filter = "type = \"cost_overran\"" })).Events.ShouldHaveSingleItem();
    }

    [Fact, Trait("row", "BUD-12")]
    public async Task What_is_rejected_does_not_happen()
    {
        var budget = await SpentAsync(new() { Hold = Mode.Approve });
        var asked = new ReserveFundsRequest { Parent = budget, Line = "live", AmountMicros = 2_000 * Yuan, RequestId = $"{Guid.NewGuid()}" };
        var approval = (await _maker.Budgets.ReserveFundsAsync(asked).Refused(ErrorReason.ApprovalPending)).Info.Metadata["approval"];

        await _clerk.Approvals.RejectRequestAsync(new() { Name = approval, Reason = "no" }).Refused(ErrorReason.PermissionMissing);
        await _boss.Approvals.RejectRequestAsync(new() { Name = approval, Reason = "Next quarter." });

        (await LineAsync(budget)).ShouldSatisfyAllConditions(line => line.SpentAmountMicros.ShouldBe(99_000 * Yuan), line => line.HeldAmountMicros.ShouldBe(0));
        await _maker.Budgets.ReserveFundsAsync(asked).Refused(ErrorReason.ApprovalDecided);
    }

    [Fact]
    public async Task A_policy_and_an_overspend_wait_for_one_approval_by_whoever_may_give_both()
    {
        var budget = await SpentAsync(new() { Spend = Mode.Approve });
        await _maker.Approvals.SetApprovalPolicyAsync(new() { Name = $"workspaces/{_workspace}/policies/spending", Permissions = { "budgets.spend" } });
        Server.Clock.Advance(PartnerSteps.Soon);

        var pending = await _maker.Budgets.RecordExpenseAsync(new() { Parent = budget, Line = "live", AmountMicros = 2_000 * Yuan }).Refused(ErrorReason.ApprovalPending);
        var name = pending.Info.Metadata["approval"];
        (await _maker.Approvals.GetApprovalAsync(new() { Name = name })).DeciderPermission.ShouldBe("budgets.approve");
        (await _boss.Approvals.ApproveRequestAsync(new() { Name = name })).State.ShouldBe(State.Done);
        (await LineAsync(budget)).SpentAmountMicros.ShouldBe(101_000 * Yuan);
    }

    [Fact]
    public async Task Validate_only_answers_what_it_would_do_and_whose_approval_it_would_need()
    {
        var budget = await SpentAsync(new() { Spend = Mode.Approve });

        var impact = (await _maker.Budgets.RecordExpenseAsync(new() { Parent = budget, Line = "live", AmountMicros = 2_000 * Yuan, ValidateOnly = true })).Impact;
        (impact.ApprovalPermission, impact.Rules.Single()).ShouldBe(("budgets.approve", "COST_OVERRUN"));
        var line = impact.Lines.ShouldHaveSingleItem();
        (line.Budget, line.Line, line.Before.LeftAmountMicros, line.After.LeftAmountMicros, line.After.SpentAmountMicros).ShouldBe((budget, "live", 1_000 * Yuan, -1_000 * Yuan, 101_000 * Yuan));

        var fits = (await _maker.Budgets.ReserveFundsAsync(new() { Parent = budget, Line = "live", AmountMicros = 1_000 * Yuan, ValidateOnly = true })).Impact;
        (fits.Rules.Count, fits.ApprovalPermission, fits.Lines.Single().After.HeldAmountMicros).ShouldBe((0, "", 1_000 * Yuan));
        (await _maker.Budgets.ReserveFundsAsync(new() { Parent = budget, Line = "live", AmountMicros = 1 })).Impact.ShouldBeNull();
    }

    [Fact]
    public async Task What_was_tried_leaves_nothing_behind_even_where_nothing_would_change()
    {
        var budget = await SpentAsync(new());
        var expense = await _maker.Budgets.RecordExpenseAsync(new() { Parent = budget, Line = "live", AmountMicros = 2 });
        await _maker.Budgets.PayExpenseAsync(new() { Name = expense.Name });
        (await _maker.Budgets.PayExpenseAsync(new() { Name = expense.Name, ValidateOnly = true })).Impact.ShouldNotBeNull().Lines.ShouldBeEmpty();

        (await _maker.Budgets.RefundExpenseAsync(new() { Name = expense.Name, AmountMicros = 1 })).Impact.ShouldBeNull();
        (await _maker.Budgets.GetExpenseAsync(new() { Name = expense.Name })).Impact.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_stopped_tells_what_it_would_have_come_to()
    {
        var budget = await SpentAsync(new());

        var stopped = await _maker.Budgets.ReserveFundsAsync(new() { Parent = budget, Line = "live", AmountMicros = 2_000 * Yuan, ValidateOnly = true }).Refused(ErrorReason.BudgetExceeded);
        var impact = stopped.Detail<BudgetImpact>().ShouldNotBeNull();
        (impact.Rules.Single(), impact.Lines.Single().After.LeftAmountMicros).ShouldBe(("BUDGET_EXCEEDED", -1_000 * Yuan));
    }

    [Fact]
    public async Task A_month_stops_what_the_year_would_let_pass()
    {
        var budget = await _maker.Budgets.CreateBudgetAsync(new()
        {
            Parent = $"workspaces/{_workspace}",
            BudgetId = NewId(),
            Budget = new()
            {
                DisplayName = "Year",
                CurrencyCode = "CNY",
                TotalAmountMicros = 1_200 * Yuan,
                PeriodStartDate = new() { Year = 2026, Month = 1, Day = 1 },
                PeriodEndDate = new() { Year = 2026, Month = 12, Day = 31 },
                Lines = { new BudgetLine { LineId = "live", AllocatedAmountMicros = 1_200 * Yuan, Control = new() { MonthHold = Mode.Stop } } },
            },
        });
        await ActivateAsync(budget.Name);

        var refused = await _maker.Budgets.ReserveFundsAsync(new() { Parent = budget.Name, Line = "live", AmountMicros = 301 * Yuan }).Refused(ErrorReason.MonthExceeded);
        (refused.Info.Metadata["left"], refused.Info.Metadata["month"]).ShouldBe(($"{300 * Yuan}", "2026-03"));
        await _maker.Budgets.ReserveFundsAsync(new() { Parent = budget.Name, Line = "live", AmountMicros = 300 * Yuan });
        await _maker.Budgets.ReserveFundsAsync(new() { Parent = budget.Name, Line = "live", AmountMicros = 1 }).Refused(ErrorReason.MonthExceeded);
        await _maker.Budgets.ReserveFundsAsync(new() { Parent = budget.Name, Line = "live", AmountMicros = 100 * Yuan, EffectiveDate = new() { Year = 2026, Month = 4, Day = 1 } });
    }

    /// <summary>A line of 100,000 of which 99,000 are spent (BUD-12).</summary>
    private async Task<string> SpentAsync(LineControl control)
    {
        var budget = OfLines(("live", 100_000 * Yuan));
        budget.Lines[0].Control = control;
        var made = await _maker.Budgets.CreateBudgetAsync(new() { Parent = $"workspaces/{_workspace}", BudgetId = NewId(), Budget = budget });
        await ActivateAsync(made.Name);
        await _maker.Budgets.RecordExpenseAsync(new() { Parent = made.Name, Line = "live", AmountMicros = 99_000 * Yuan });
        return made.Name;
    }

    private async Task ActivateAsync(string budget)
    {
        await _maker.Budgets.SubmitBudgetAsync(new() { Name = budget });
        await _boss.Budgets.ApproveBudgetAsync(new() { Name = budget });
    }

    private async Task<BudgetLine> LineAsync(string budget) => (await _maker.Budgets.GetBudgetAsync(new() { Name = budget })).Lines[0];
}
