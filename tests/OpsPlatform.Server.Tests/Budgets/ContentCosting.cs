using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Budgets;
using OpsPlatform.Server.Tests.Contents;
using Kind = OpsPlatform.Budgets.V1.LedgerEntry.Types.Kind;

namespace OpsPlatform.Server.Tests.Budgets;

/// <summary>Cost sheets of contents, and what a content may cost.</summary>
public sealed class ContentCosting(RunningServer server) : ContentTest(server)
{
    private const long Yuan = 1_000_000;

    [Fact, Trait("row", "BUD-07")]
    public async Task A_cost_sheet_splits_a_content_into_host_venue_and_props()
    {
        var (budget, content) = (await ClassifiedAsync(), (await DraftAsync()).Name);
        await SpendAsync(budget, content, 3_000, "host");
        await SpendAsync(budget, content, 1_000, "venue");
        var props = await SpendAsync(budget, content, 800, "props");
        await SpendAsync(budget, "", 70, "host");
        var error = await Server.Operator.Budgets.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, CostObject = new() { Content = content } }).Refused(ErrorReason.CostUnclassified);
        error.Code.ShouldBe(StatusCode.InvalidArgument);

        await SpendAsync(budget, content, 9, "venue");
        var twice = (await Server.LedgerAsync(budget.Name))[^1].Name.Split('/')[^1];
        await Server.Operator.Budgets.ReverseEntryAsync(new() { Name = budget.Name, Entry = twice, Reason = "typed twice" });
        await Server.Operator.Budgets.RefundExpenseAsync(new() { Name = props.Name, AmountMicros = 300 * Yuan });

        var sheet = await Server.Operator.Budgets.GetCostSheetAsync(new() { Name = budget.Name, Content = content });
        sheet.Items.Select(item => (item.CostItem, item.AmountMicros / Yuan)).ShouldBe([("host", 3_000), ("venue", 1_000), ("props", 500)]);
        (sheet.TotalAmountMicros, sheet.Content, sheet.ExpenseCount).ShouldBe((4_500 * Yuan, content, 4));
        var entries = await Server.LedgerMustGiveTheLinesAsync(budget.Name);
        (entries[^1].Kind, entries[^1].Expense, entries[^1].AmountMicros).ShouldBe((Kind.Refunded, props.Name, 300 * Yuan), "taking back is a new entry");
        entries.ShouldContain(entry => entry.Kind == Kind.Spent && entry.Expense == props.Name && entry.AmountMicros == 800 * Yuan);
    }

    [Fact, Trait("row", "BUD-07")]
    public async Task A_cost_sheet_sums_what_a_filter_finds()
    {
        var budget = await ClassifiedAsync();
        foreach (var (reference, costItem) in new[] { ("shoot-7", "host"), ("shoot-7", "venue"), ("shoot-8", "host") })
            await Server.Operator.Budgets.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 10, CostItem = costItem, ExternalReference = reference });

        var sheet = await Server.Operator.Budgets.GetCostSheetAsync(new() { Name = budget.Name, Filter = "external_reference = \"shoot-7\" AND line = content" });
        (sheet.Items.Count, sheet.TotalAmountMicros).ShouldBe((2, 20));
        (await Server.Operator.Budgets.GetCostSheetAsync(new() { Name = budget.Name })).TotalAmountMicros.ShouldBe(30);
        await Server.Operator.Budgets.GetCostSheetAsync(new() { Name = budget.Name, Filter = "colour = red" }).Refused(ErrorReason.FilterInvalid);
        await Server.Operator.Budgets.GetCostSheetAsync(new() { Name = budget.Name, Content = $"{Workspace}/contents/none" }).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact, Trait("row", "BUD-08")]
    public async Task A_content_costs_its_cap_and_more_only_with_an_approval()
    {
        var (budget, content) = (await CappedAsync(4_500), (await DraftAsync()).Name);
        await SpendAsync(budget, content, 3_000, "host");
        await SpendAsync(budget, content, 1_500, "venue");
        RecordExpenseRequest More(bool asks) => new() { Parent = budget.Name, Line = "content", AmountMicros = 1 * Yuan, CostItem = "props", CostObject = new() { Content = content }, AskApproval = asks };

        var error = await Server.Operator.Budgets.RecordExpenseAsync(More(asks: false)).Refused(ErrorReason.ContentCapExceeded);
        (error.Code, error.Info.Metadata["cap"], error.Info.Metadata["used"]).ShouldBe((StatusCode.ResourceExhausted, $"{4_500 * Yuan}", $"{4_500 * Yuan}"));
        await Server.Operator.Budgets.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, CostObject = new() { Content = content } }).Refused(ErrorReason.ContentCapExceeded);
        await SpendAsync(budget, "", 1, "props");

        var asked = More(asks: true);
        asked.RequestId = $"{Guid.NewGuid()}";
        var pending = await Server.Operator.Budgets.RecordExpenseAsync(asked).Refused(ErrorReason.ApprovalPending);
        pending.Info.Metadata["cause"].ShouldBe("CONTENT_CAP_EXCEEDED");
        using var boss = await Server.ProvisionAsync("acme", $"boss-{Guid.NewGuid():n}"[..20], "budgets.approve", "approvals.*");
        await boss.Approvals.ApproveRequestAsync(new() { Name = pending.Info.Metadata["approval"] });

        (await Server.Operator.Budgets.RecordExpenseAsync(asked)).Approval.ShouldBe(pending.Info.Metadata["approval"]);
        (await Server.Operator.Budgets.GetCostSheetAsync(new() { Name = budget.Name, Content = content })).TotalAmountMicros.ShouldBe(4_501 * Yuan);
    }

    [Fact, Trait("row", "BUD-08")]
    public async Task What_comes_back_can_be_used_for_the_content_again()
    {
        var (budget, content) = (await CappedAsync(100), (await DraftAsync()).Name);
        ReserveFundsRequest Hold(long yuan) => new() { Parent = budget.Name, Line = "content", AmountMicros = yuan * Yuan, CostItem = "host", CostObject = new() { Content = content }, Ttl = new() { Seconds = 60 } };

        var (released, _, captured) = (await Server.Operator.Budgets.ReserveFundsAsync(Hold(30)), await Server.Operator.Budgets.ReserveFundsAsync(Hold(30)), await Server.Operator.Budgets.ReserveFundsAsync(Hold(40)));
        await Server.Operator.Budgets.ReserveFundsAsync(Hold(1)).Refused(ErrorReason.ContentCapExceeded);
        await Server.Operator.Budgets.CaptureReservationAsync(new() { Name = captured.Name });
        await Server.Operator.Budgets.ReserveFundsAsync(Hold(1)).Refused(ErrorReason.ContentCapExceeded);

        await Server.Operator.Budgets.ReleaseReservationAsync(new() { Name = released.Name });
        await Server.Operator.Budgets.ReserveFundsAsync(Hold(31)).Refused(ErrorReason.ContentCapExceeded);
        var expense = (await Server.Operator.Budgets.ListExpensesAsync(new() { Parent = budget.Name })).Expenses.ShouldHaveSingleItem();
        await Server.Operator.Budgets.RefundExpenseAsync(new() { Name = expense.Name, AmountMicros = 10 * Yuan });
        await Server.Operator.Budgets.ReserveFundsAsync(Hold(40));
        await Server.Operator.Budgets.ReserveFundsAsync(Hold(1)).Refused(ErrorReason.ContentCapExceeded);

        Server.Clock.Advance(TimeSpan.FromSeconds(61));
        await Server.RunOnceAsync<ReservationExpiry>();
        await Server.Operator.Budgets.ReserveFundsAsync(Hold(71)).Refused(ErrorReason.ContentCapExceeded);
        await Server.Operator.Budgets.ReserveFundsAsync(Hold(70));
    }

    [Fact, Trait("row", "BUD-08")]
    public async Task Calls_at_once_on_two_servers_do_not_pass_the_cap_together()
    {
        var (budget, content) = (await CappedAsync(100), (await DraftAsync()).Name);

        await using var other = await Server.StartAnotherAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(call =>
            (call % 2 == 0 ? Server : other).Operator.Budgets.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 3 * Yuan, CostItem = "host", CostObject = new() { Content = content } }).Outcome()));

        outcomes.Count(error => error is null).ShouldBe(33);
        outcomes.OfType<RpcError>().ShouldAllBe(error => error.Reason == "CONTENT_CAP_EXCEEDED");
    }

    private Task<Budget> CappedAsync(long yuan)
    {
        var budget = BudgetSteps.OfLines(("content", 100_000 * Yuan));
        budget.ContentCapAmountMicros = yuan * Yuan;
        return Server.ActiveAsync(budget);
    }

    private Task<Budget> ClassifiedAsync()
    {
        var budget = BudgetSteps.OfLines(("content", 100_000 * Yuan));
        budget.Lines[0].Classified = true;
        return Server.ActiveAsync(budget);
    }

    private async Task<Expense> SpendAsync(Budget budget, string content, long yuan, string costItem) => await Server.Operator.Budgets.RecordExpenseAsync(new()
    {
        Parent = budget.Name,
        Line = "content",
        AmountMicros = yuan * Yuan,
        CostItem = costItem,
        CostObject = content.Length > 0 ? new() { Content = content } : null,
    });
}
