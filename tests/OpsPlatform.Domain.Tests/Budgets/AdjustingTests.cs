using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using static OpsPlatform.Budgets.V1.AdjustmentTrigger;
using State = OpsPlatform.Budgets.V1.Adjustment.Types.State;

namespace OpsPlatform.Domain.Tests.Budgets;

public sealed class AdjustingTests
{
    private static readonly string _a1 = Story.AdjustmentName("a1");

    [Fact, Trait("row", "BUD-10")]
    public void A_proposal_says_what_would_change_and_changes_nothing()
    {
        var outcome = Propose(new() { Trigger = GoalDeviation, FigureBps = 1_200, Evidence = "GMV 12 % below plan", Changes = { Change("content", 150), Change("traffic", -100) } });
        outcome.Then(Story.Proposed("new"));

        var budget = outcome.Folded();
        budget.Line("content").ShouldHave(0, 0, 600);
        var adjustment = budget.Find<Adjustment>("adjustments/new").ShouldNotBeNull();
        (adjustment.State, adjustment.Proposer, adjustment.TotalBeforeMicros, adjustment.TotalAfterMicros).ShouldBe((State.Pending, Story.Alice, 1_000, 1_050));
        adjustment.Changes.Select(change => (change.Line, change.BeforeMicros, change.AfterMicros)).ShouldBe([("content", 600, 750), ("traffic", 400, 300)]);
    }

    [Theory, Trait("row", "BUD-10")]
    [InlineData(GoalDeviation, 1_200, 0, true)]
    [InlineData(GoalDeviation, -1_200, 0, true)]
    [InlineData(GoalDeviation, 1_000, 0, true)]
    [InlineData(GoalDeviation, 999, 0, false)]
    [InlineData(PolicyChange, 800, 0, false)]
    [InlineData(MarketOpportunity, 800, 800, true)]
    [InlineData(MarketOpportunity, 800, 801, false)]
    [InlineData(Routine, 0, 2_000, true)]
    public void A_trigger_reaches_the_budgets_threshold_or_is_refused(AdjustmentTrigger trigger, int figure, int threshold, bool isAccepted)
    {
        var budget = Story.ByHand();
        budget.AdjustmentThresholdBps = threshold;
        var outcome = Scenario.Given([new BudgetCreated { Budget = budget }, .. Story.Active.Skip(1)])
            .When(BudgetDecider.ProposeAdjustment, new ProposeAdjustmentRequest { Trigger = trigger, FigureBps = figure, Changes = { Change("content", 1) } });
        if (isAccepted)
            outcome.Refusal.ShouldBeNull();
        else
            outcome.ThenRefused(ErrorReason.TriggerBelowThreshold, "figure_bps", ("trigger", trigger == PolicyChange ? "POLICY_CHANGE" : trigger == GoalDeviation ? "GOAL_DEVIATION" : "MARKET_OPPORTUNITY"), ("figure_bps", figure), ("threshold_bps", threshold == 0 ? 1_000 : threshold));
    }

    [Fact, Trait("row", "BUD-10")]
    public void Approval_by_another_moves_the_money_less_first()
    {
        var outcome = Approve([.. Story.Active, Story.Proposed("a1")]);
        outcome.Then(
            new AdjustmentApproved { Adjustment = "a1", Reviewer = Story.Bob },
            new AllocationDecreased { Line = "traffic", AmountMicros = 100, EffectiveDate = Story.Today, Adjustment = "a1" },
            new AllocationIncreased { Line = "content", AmountMicros = 150, EffectiveDate = Story.Today, Adjustment = "a1" });

        var budget = outcome.Folded();
        budget.Line("content").ShouldHave(0, 0, 750);
        budget.Line("traffic").ShouldHave(0, 0, 300);
        budget.Root.TotalAmountMicros.ShouldBe(1_050);
        Scenario.Given([.. Story.Active, Story.Proposed("a1"), .. outcome.Events]).When(BudgetDecider.ApproveAdjustment, new ApproveAdjustmentRequest { Name = _a1 }, Story.Bob).ThenNothing();
    }

    [Fact, Trait("row", "BUD-10")]
    public void Who_proposed_can_neither_approve_nor_reject()
    {
        var given = Scenario.Given([.. Story.Active, Story.Proposed("a1")]);
        given.When(BudgetDecider.ApproveAdjustment, new ApproveAdjustmentRequest { Name = _a1 }).ThenRefused(ErrorReason.SeparationOfDuties, "", ("principal", Story.Alice));
        given.When(BudgetDecider.RejectAdjustment, new RejectAdjustmentRequest { Name = _a1 }).ThenRefused(ErrorReason.SeparationOfDuties, "", ("principal", Story.Alice));
    }

    [Fact, Trait("row", "BUD-10")]
    public void What_was_rejected_stays_so_and_leaves_the_money_where_it_was()
    {
        var rejected = Scenario.Given([.. Story.Active, Story.Proposed("a1")]).When(BudgetDecider.RejectAdjustment, new RejectAdjustmentRequest { Name = _a1, Reason = "no trend" }, Story.Bob);
        rejected.Then(new AdjustmentRejected { Adjustment = "a1", Reviewer = Story.Bob, Reason = "no trend" });
        var budget = rejected.Folded();
        budget.Root.TotalAmountMicros.ShouldBe(1_000);
        var again = new Scenario(budget, Story.Now);
        again.When(BudgetDecider.RejectAdjustment, new RejectAdjustmentRequest { Name = _a1 }, Story.Bob).ThenNothing();
        again.When(BudgetDecider.ApproveAdjustment, new ApproveAdjustmentRequest { Name = _a1 }, Story.Bob).ThenRefused(ErrorReason.AdjustmentState, "", ("state", "REJECTED"));
    }

    [Fact, Trait("row", "BUD-10")]
    public void What_was_held_or_spent_meanwhile_stops_the_approval()
    {
        var given = Story.Active.Append(Story.Proposed("a1")).Append(new ExpenseRecorded { Expense = "e1", Line = "traffic", AmountMicros = 301 });
        Approve([.. given]).ThenRefused(ErrorReason.AdjustmentBelowUsed, "changes[1].delta_micros", ("line", "traffic"), ("used", new Micros(301)), ("after", new Micros(300)));
    }

    [Fact, Trait("row", "BUD-10")]
    public void What_is_held_and_spent_stays_with_its_line()
    {
        Refused(Change("content", -501)).Refusal.ShouldBeNull();
        var given = Scenario.Given([.. Story.Active, Story.Reserved("r1", 60), Story.Spent("e1", 40)]);
        given.When(BudgetDecider.ProposeAdjustment, new ProposeAdjustmentRequest { Trigger = Routine, Changes = { Change("content", -500) } }).Refusal.ShouldBeNull();
        given.When(BudgetDecider.ProposeAdjustment, new ProposeAdjustmentRequest { Trigger = Routine, Changes = { Change("content", -501) } })
            .ThenRefused(ErrorReason.AdjustmentBelowUsed, "changes[0].delta_micros", ("line", "content"), ("used", new Micros(100)), ("after", new Micros(99)));
    }

    [Fact, Trait("row", "BUD-10")]
    public void Changes_name_each_line_once_and_lines_that_there_are()
    {
        Refused(Change("content", 1), Change("content", 1)).ThenRefused(ErrorReason.LineRepeated, "changes[1].line", ("line", "content"));
        Refused(Change("tech", 1)).ThenRefused(ErrorReason.LineUnknown, "changes[0].line", ("line", "tech"), ("lines", "content, traffic"));
    }

    [Theory, Trait("row", "BUD-10")]
    [InlineData(-600, -400, "0")]
    [InlineData(999_999_999_999_999_001, 0, "1000000000000000001")]
    [InlineData(1_000_000_000_000_000_000, 1_000_000_000_000_000_000, "2000000000000001000")]
    public void A_total_stays_what_a_total_can_be(long content, long traffic, string total) =>
        Refused(Change("content", content), Change("traffic", traffic)).ThenRefused(ErrorReason.AdjustmentTotalInvalid, "changes", ("total", new Micros(Int128.Parse(total))));

    [Fact, Trait("row", "BUD-06")]
    public void An_adjustment_leaves_the_reserve_its_share_and_what_was_drawn_counts_as_kept()
    {
        Scenario.Given(Story.Kept).When(BudgetDecider.ProposeAdjustment, new ProposeAdjustmentRequest { Trigger = Routine, Changes = { Change("content", 100) } })
            .ThenRefused(ErrorReason.ReserveTouched, "changes", ("allocated", new Micros(1_100)), ("most", new Micros(1_092)), ("total", new Micros(1_200)));

        var drawn = Scenario.Given([.. Story.Kept, new ReserveDrawn { Line = "reserve", AmountMicros = 100 }, new AllocationIncreased { Line = "content", AmountMicros = 100 }]);
        drawn.When(BudgetDecider.ProposeAdjustment, new ProposeAdjustmentRequest { Trigger = Routine, Changes = { Change("content", 1), Change("traffic", -1) } }).Refusal.ShouldBeNull();
    }

    [Fact, Trait("row", "BUD-11")]
    public void A_quarter_has_one_routine_adjustment_and_any_number_of_triggered_ones()
    {
        var given = Scenario.Given([.. Story.Active, Story.Proposed("a1", Routine), new AdjustmentApproved { Adjustment = "a1", Reviewer = Story.Bob }]);
        given.When(BudgetDecider.ProposeAdjustment, Routinely())
            .ThenRefused(ErrorReason.RoutineAdjustmentMade, "", ("quarter", "2026-Q1"), ("adjustment", "a1"));
        given.When(BudgetDecider.ProposeAdjustment, new ProposeAdjustmentRequest { Trigger = MarketOpportunity, FigureBps = 1_300, Changes = { Change("content", 1) } }).Refusal.ShouldBeNull();
        given.After(TimeSpan.FromDays(1)).When(BudgetDecider.ProposeAdjustment, Routinely()).Refusal.ShouldBeNull("the second quarter begins");
    }

    [Fact, Trait("row", "BUD-11")]
    public void One_that_waits_has_its_quarter_until_it_is_rejected()
    {
        var pending = Story.Active.Append(Story.Proposed("a1", Routine));
        Scenario.Given(pending).When(BudgetDecider.ProposeAdjustment, Routinely()).Refusal!.Reason.ShouldBe(ErrorReason.RoutineAdjustmentMade);
        Scenario.Given([.. pending, new AdjustmentRejected { Adjustment = "a1" }]).When(BudgetDecider.ProposeAdjustment, Routinely()).Refusal.ShouldBeNull();
    }

    [Fact, Trait("row", "BUD-11")]
    public void One_of_an_earlier_quarter_is_approved_only_into_a_free_one()
    {
        var late = Scenario.Given([.. Story.Active, Story.Proposed("a1", Routine)]).After(TimeSpan.FromDays(1));
        late.Budget.Fold(Story.Proposed("a2", Routine), Story.Now.AddDays(1));
        late.When(BudgetDecider.ApproveAdjustment, new ApproveAdjustmentRequest { Name = _a1 }, Story.Bob)
            .ThenRefused(ErrorReason.RoutineAdjustmentMade, "", ("quarter", "2026-Q2"), ("adjustment", "a2"));
        late.When(BudgetDecider.ApproveAdjustment, new ApproveAdjustmentRequest { Name = Story.AdjustmentName("a2") }, Story.Bob).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Only_an_active_budget_is_adjusted()
    {
        Scenario.Given(Story.Submitted).When(BudgetDecider.ProposeAdjustment, Routinely()).Refusal!.Reason.ShouldBe(ErrorReason.BudgetState);
        Approve([.. Story.Active, Story.Proposed("a1"), new BudgetClosed()]).Refusal!.Reason.ShouldBe(ErrorReason.BudgetState);
    }

    private static LineChange Change(string line, long deltaMicros) => new() { Line = line, DeltaMicros = deltaMicros };

    private static ProposeAdjustmentRequest Routinely() => new() { Trigger = Routine, Changes = { Change("content", 1) } };

    private static Outcome Refused(params LineChange[] changes) => Propose(new() { Trigger = Routine, Changes = { changes } });

    private static Outcome Propose(ProposeAdjustmentRequest request) => Scenario.Given(Story.Active).When(BudgetDecider.ProposeAdjustment, request);

    private static Outcome Approve(params Google.Protobuf.IMessage[] given) => Scenario.Given(given).When(BudgetDecider.ApproveAdjustment, new ApproveAdjustmentRequest { Name = _a1 }, Story.Bob);
}
