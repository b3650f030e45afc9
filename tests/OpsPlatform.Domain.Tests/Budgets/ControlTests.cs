using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using Code = OpsPlatform.Budgets.V1.BudgetWarning.Types.Code;
using Mode = OpsPlatform.Budgets.V1.LineControl.Types.Mode;

namespace OpsPlatform.Domain.Tests.Budgets;

/// <summary>What happens when a line has not enough: on the whole, and for its months so far.</summary>
public sealed class ControlTests
{
    private static readonly ReserveFundsRequest _hold601 = new() { Line = "content", AmountMicros = 601 };

    [Fact]
    public void A_line_that_warns_takes_more_than_it_has_and_says_so()
    {
        var warned = Controlled(new() { Hold = Mode.Warn }).When(BudgetDecider.Reserve, _hold601);
        warned.Events[0].ShouldBe(new CostOverran { Line = "content", OverrunAmountMicros = 1, Level = 2 });

        var budget = warned.Folded();
        budget.Line("content").ShouldHave(601, 0, -1);
        budget.Root.Warnings.ShouldContain(new BudgetWarning { Code = Code.CostOverrun, Line = "content", AmountMicros = 151 + 300, Level = 2 }, "150 of the first three months are planned, and 601 are held");
    }

    [Fact]
    public void A_warning_goes_when_the_line_has_enough_again()
    {
        var budget = Scenario.Given([.. Story.Active, new LineControlSet { Line = "content", Control = new() { Hold = Mode.Warn } }, Story.Reserved("r1", 601)]).Budget;
        budget.Root.Warnings.Single().AmountMicros.ShouldBe(1);

        budget.Fold(Story.Released("r1", 601), Story.Now);
        budget.Root.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Holds_and_expenses_are_controlled_apart()
    {
        Controlled(new() { Spend = Mode.Warn }).When(BudgetDecider.Reserve, _hold601).ThenRefused(ErrorReason.BudgetExceeded, "amount_micros", ("line", "content"), ("left", new Micros(600)), ("asked", new Micros(601)));
        Controlled(new() { Spend = Mode.Warn }).When(BudgetDecider.Record, new RecordExpenseRequest { Line = "content", AmountMicros = 601 }).Refusal.ShouldBeNull();
    }

    [Fact]
    public void What_needs_an_approval_is_refused_without_and_stored_with_one()
    {
        var asked = Controlled(new() { Hold = Mode.Approve }).When(BudgetDecider.Reserve, _hold601);
        asked.ThenRefused(ErrorReason.CostOverrun, "amount_micros", ("line", "content"), ("over", new Micros(1)), ("permission", "budgets.approve")).ApprovalPermission.ShouldBe("budgets.approve");

        var approved = Controlled(new() { Hold = Mode.Approve }).When(BudgetDecider.Reserve, _hold601, approval: "workspaces/acme/approvals/a1");
        approved.Events.OfType<FundsReserved>().Single().Approval.ShouldBe("workspaces/acme/approvals/a1");
        approved.Events.OfType<CostOverran>().Single().Approval.ShouldBe("workspaces/acme/approvals/a1");
    }

    [Theory]
    [InlineData(150, false)]
    [InlineData(151, true)]
    public void A_month_has_what_the_quiet_ones_before_it_have_left(long micros, bool refused) =>
        (Controlled(new() { MonthHold = Mode.Stop }).When(BudgetDecider.Reserve, new ReserveFundsRequest { Line = "content", AmountMicros = micros }).Refusal?.Reason == ErrorReason.MonthExceeded).ShouldBe(refused);

    [Fact]
    public void A_hold_that_is_captured_for_an_earlier_month_is_looked_at_there()
    {
        var held = Scenario.Given([.. Story.Active, Story.Controlled(new() { MonthSpend = Mode.Stop }), Story.Reserved("r1", 150)]);
        held.When(BudgetDecider.Capture, new CaptureReservationRequest { Name = Story.ReservationName("r1"), EffectiveDate = Story.Day(2026, 1, 31), AmountMicros = 51 })
            .ThenRefused(ErrorReason.MonthExceeded, "amount_micros", ("line", "content"), ("month", "2026-01"), ("left", new Micros(50)), ("asked", new Micros(51)));
        held.When(BudgetDecider.Capture, new CaptureReservationRequest { Name = Story.ReservationName("r1"), EffectiveDate = Story.Day(2026, 6, 1) }).Refusal.ShouldBeNull("all of it is held already");
    }

    [Fact]
    public void Months_count_what_is_held_and_spent_for_their_days()
    {
        var budget = Scenario.Given([.. Story.Active, Story.Controlled(new() { MonthHold = Mode.Warn }), Story.Reserved("r1", 100)]).Budget;
        budget.Fold(new ReservationCaptured { Reservation = "r1", Expense = "e1", Line = "content", AmountMicros = 30, EffectiveDate = Story.Day(2026, 5, 2) }, Story.Now);
        budget.Fold(Story.Released("r1", 60), Story.Now);
        budget.Fold(new ExpenseRefunded { Expense = "e1", Line = "content", AmountMicros = 5, EffectiveDate = Story.Day(2026, 7, 1) }, Story.Now);

        budget.Line("content").Months.Where(month => month.UsedAmountMicros != 0).ShouldBe([Story.Month(3, 50, 10), Story.Month(5, 50, 25)]);
    }

    [Fact]
    public void A_control_by_month_without_a_plan_spreads_the_line_over_the_period()
    {
        var set = Scenario.Given(Story.Drafted).When(SetControl, new SetLineControlRequest { Line = "traffic", Control = new() { MonthSpend = Mode.Warn } });
        var months = set.Events.OfType<LineControlSet>().Single().Months;
        months.Select(month => month.PlannedAmountMicros).ShouldBe([34, 34, 34, 34, 33, 33, 33, 33, 33, 33, 33, 33]);
        months.Sum(month => month.PlannedAmountMicros).ShouldBe(400);
    }

    [Fact]
    public void A_line_that_was_used_keeps_what_its_months_were_used_for()
    {
        var used = Scenario.Given([.. Story.Active, Story.Controlled(new()), Story.Reserved("r1", 100)]);
        var set = used.When(SetControl, new SetLineControlRequest { Line = "content", Months = { Story.Month(3, 500), Story.Month(4, 100) } });
        set.Events.OfType<LineControlSet>().Single().Months.ShouldBe([Story.Month(3, 500, 100), Story.Month(4, 100)]);
        used.When(SetControl, new SetLineControlRequest { Line = "content", Months = { Story.Month(4, 600) } }).Refusal!.Reason.ShouldBe(ErrorReason.MonthsInvalid);
        set.Folded();
        used.When(SetControl, new SetLineControlRequest { Line = "content", Months = { Story.Month(3, 500), Story.Month(4, 100) } }).ThenNothing();
    }

    [Fact]
    public void A_line_that_was_used_without_a_plan_gets_one_with_what_was_added_up()
    {
        var used = Scenario.Given([.. Story.Active, Story.Reserved("r1", 100), new ExpenseRecorded { Expense = "e1", Line = "content", AmountMicros = 30, EffectiveDate = Story.Day(2026, 5, 2) }]);
        (DateOnly, long)[] uses = [(new(2026, 3, 31), 100), (new(2026, 5, 2), 40), (new(2026, 5, 9), -10)];
        Outcome When(LineUses given, params LineMonth[] months) =>
            used.When((budget, request, context) => BudgetDecider.SetControl(budget, request, given, context), new SetLineControlRequest { Line = "content", Control = new() { MonthHold = Mode.Stop }, Months = { months } });

        var months = When(new(used.Budget.Version, 1, uses)).Events.OfType<LineControlSet>().Single().Months;
        months.Where(month => month.UsedAmountMicros != 0).ShouldBe([Story.Month(3, 50, 100), Story.Month(5, 50, 30)]);
        When(new(used.Budget.Version, 1, uses), Story.Month(3, 600)).ThenRefused(
            ErrorReason.MonthsInvalid, "months", ("line", "content"), ("problem", new Sentence("2026-05 is used and has to stay in the plan", "2026-05 已有使用，须保留在计划中")));
        When(new(used.Budget.Version - 1, 3, uses)).ThenRefused(ErrorReason.ConcurrentChange, "", ("attempts", 3));
    }

    [Fact]
    public void The_same_control_again_changes_nothing() =>
        Scenario.Given([.. Story.Active, Story.Controlled(new() { Hold = Mode.Warn })]).When(SetControl, new SetLineControlRequest { Line = "content", Control = new() { Hold = Mode.Warn } }).ThenNothing();

    private static IEnumerable<IMessage> SetControl(Aggregate<Budget> budget, SetLineControlRequest request, DecisionContext context) => BudgetDecider.SetControl(budget, request, LineUses.None, context);

    private static Scenario Controlled(LineControl control) => Scenario.Given([.. Story.Active, Story.Controlled(control)]);
}
