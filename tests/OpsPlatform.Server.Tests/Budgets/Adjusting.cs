using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using static OpsPlatform.Budgets.V1.AdjustmentTrigger;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;
using Code = OpsPlatform.Budgets.V1.BudgetWarning.Types.Code;
using Kind = OpsPlatform.Budgets.V1.LedgerEntry.Types.Kind;
using State = OpsPlatform.Budgets.V1.Adjustment.Types.State;

namespace OpsPlatform.Server.Tests.Budgets;

/// <summary>Adjustments with their triggers, and monthly reviews.</summary>
public sealed class Adjusting(RunningServer server) : ServerTest(server)
{
    [Fact]
    [Trait("row", "BUD-10")]
    public async Task An_adjustment_moves_money_once_another_principal_has_approved_it()
    {
        var budget = await Server.ActiveAsync(("content", 600), ("traffic", 400));

        var proposed = await Server.ProposeAsync(budget, ("content", 150), ("traffic", -100));
        (proposed.State, proposed.TotalBeforeMicros, proposed.TotalAfterMicros, proposed.ThresholdBps, proposed.CurrencyCode).ShouldBe((State.Pending, 1_000, 1_050, 1_000, "CNY"));
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 0, 600));
        await Operator.ApproveAdjustmentAsync(new() { Name = proposed.Name }).Refused(ErrorReason.SeparationOfDuties);

        var approved = await Approver.ApproveAdjustmentAsync(new() { Name = proposed.Name });
        (approved.State, approved.Proposer, approved.Reviewer).ShouldBe((State.Approved, "acme-ops", "acme-boss"));
        approved.Changes.Select(change => (change.Line, change.BeforeMicros, change.AfterMicros)).ShouldBe([("content", 600, 750), ("traffic", 400, 300)]);
        var after = await Server.GetAsync(budget.Name);
        (after.TotalAmountMicros, after.Balance(0), after.Balance(1)).ShouldBe((1_050, (0, 0, 750), (0, 0, 300)));
        (await Server.LedgerMustGiveTheLinesAsync(budget.Name)).TakeLast(2).Select(entry => (entry.Kind, entry.Line, entry.AmountMicros, entry.Adjustment, entry.Principal))
            .ShouldBe([(Kind.Decreased, "traffic", 100, approved.Name, "acme-boss"), (Kind.Increased, "content", 150, approved.Name, "acme-boss")]);
        (await Operator.ListEntriesAsync(new() { Parent = budget.Name, Filter = $"adjustment = \"{approved.Name}\"" })).Entries.Count.ShouldBe(2);

        (await Approver.ApproveAdjustmentAsync(new() { Name = proposed.Name })).ShouldBe(approved, "a repeat changes nothing");
        (await Operator.GetAdjustmentAsync(new() { Name = proposed.Name })).ShouldBe(approved);
        (await Operator.ListAdjustmentsAsync(new() { Parent = budget.Name, Filter = "state = APPROVED AND trigger = GOAL_DEVIATION" })).Adjustments.ShouldBe([approved]);
    }

    [Fact]
    [Trait("row", "BUD-10")]
    public async Task A_trigger_is_named_and_reaches_its_threshold()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        ProposeAdjustmentRequest Of(AdjustmentTrigger trigger, int figure) =>
            new() { Parent = budget.Name, Trigger = trigger, FigureBps = figure, Evidence = "as cited", Changes = { new LineChange { Line = "content", DeltaMicros = 1 } } };

        (await Operator.ProposeAdjustmentAsync(Of(GoalDeviation, 1_200))).FigureBps.ShouldBe(1_200);
        var error = await Operator.ProposeAdjustmentAsync(Of(GoalDeviation, 800)).Refused(ErrorReason.TriggerBelowThreshold);
        (error.Code, error.Info.Metadata["threshold_bps"]).ShouldBe((StatusCode.FailedPrecondition, "1000"));
        var none = await Operator.ProposeAdjustmentAsync(Of(AdjustmentTrigger.Unspecified, 1_200)).Refused(ErrorReason.InvalidField);
        (none.Code, none.Fields.ShouldHaveSingleItem()).ShouldBe((StatusCode.InvalidArgument, "trigger"));
    }

    [Fact]
    [Trait("row", "BUD-10")]
    public async Task No_line_gets_less_than_is_held_and_spent_of_it()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        await Server.ReserveAsync(budget, 60);
        var pending = await Server.ProposeAsync(budget, ("content", -40));
        await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1 });

        var error = await Approver.ApproveAdjustmentAsync(new() { Name = pending.Name }).Refused(ErrorReason.AdjustmentBelowUsed);
        (error.Info.Metadata["used"], error.Info.Metadata["after"]).ShouldBe(("61", "60"));
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((60, 1, 39));
        var rejected = await Approver.RejectAdjustmentAsync(new() { Name = pending.Name, Reason = "spent meanwhile" });
        (rejected.State, rejected.StateReason).ShouldBe((State.Rejected, "spent meanwhile"));
    }

    [Fact]
    [Trait("row", "BUD-10")]
    public async Task What_an_adjustment_would_do_is_told_before_it_is_proposed_and_before_it_is_approved()
    {
        var budget = await Server.ActiveAsync(("content", 600), ("traffic", 400));
        await Server.ReserveAsync(budget, 60);
        ProposeAdjustmentRequest Of(long content) =>
            new() { Parent = budget.Name, Trigger = GoalDeviation, FigureBps = 1_200, Evidence = "as cited", Changes = { new LineChange { Line = "content", DeltaMicros = content } }, ValidateOnly = true };

        var proposed = (await Operator.ProposeAdjustmentAsync(Of(-540))).Impact;
        (proposed.Rules.Count, proposed.ApprovalPermission).ShouldBe((0, "budgets.approve"));
        MustBe(proposed, 600, 540, 60, 0);
        var stopped = (await Operator.ProposeAdjustmentAsync(Of(-541)).Refused(ErrorReason.AdjustmentBelowUsed)).Detail<BudgetImpact>().ShouldNotBeNull();
        stopped.Rules.ShouldBe(["ADJUSTMENT_BELOW_USED"]);
        MustBe(stopped, 600, 540, 59, -1);

        (await Operator.ProposeAdjustmentAsync(Of(-601)).Refused(ErrorReason.AdjustmentBelowUsed)).Detail<BudgetImpact>().ShouldBeNull("no line can be shown with less than nothing");

        var pending = await Server.ProposeAsync(budget, ("content", -540));
        pending.Impact.ShouldBeNull();
        var approved = (await Approver.ApproveAdjustmentAsync(new() { Name = pending.Name, ValidateOnly = true })).Impact;
        (approved.Rules.Count, approved.ApprovalPermission).ShouldBe((0, ""));
        MustBe(approved, 600, 540, 60, 0);
        await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1 });
        var late = (await Approver.ApproveAdjustmentAsync(new() { Name = pending.Name, ValidateOnly = true }).Refused(ErrorReason.AdjustmentBelowUsed)).Detail<BudgetImpact>().ShouldNotBeNull();
        MustBe(late, 600, 539, 60, -1);
        (await Server.GetAsync(budget.Name)).ShouldSatisfyAllConditions(read => read.Balance().ShouldBe((60, 1, 539)), read => read.Impact.ShouldBeNull());

        void MustBe(BudgetImpact impact, long allocated, long left, long allocatedAfter, long leftAfter)
        {
            var line = impact.Lines.ShouldHaveSingleItem();
            (line.Budget, line.Line).ShouldBe((budget.Name, "content"));
            (line.Before.AllocatedAmountMicros, line.Before.LeftAmountMicros, line.After.AllocatedAmountMicros, line.After.LeftAmountMicros).ShouldBe((allocated, left, allocatedAfter, leftAfter));
        }
    }

    [Fact]
    [Trait("row", "BUD-11")]
    public async Task A_quarter_has_one_routine_adjustment_unless_a_trigger_is_cited()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        ProposeAdjustmentRequest Of(AdjustmentTrigger trigger, int figure) =>
            new() { Parent = budget.Name, Trigger = trigger, FigureBps = figure, Evidence = "content returns 1.3 times as much", Changes = { new LineChange { Line = "content", DeltaMicros = 10 } } };

        var first = await Operator.ProposeAdjustmentAsync(Of(Routine, 0));
        await Approver.ApproveAdjustmentAsync(new() { Name = first.Name });
        var error = await Operator.ProposeAdjustmentAsync(Of(Routine, 0)).Refused(ErrorReason.RoutineAdjustmentMade);
        (error.Code, error.Info.Metadata["quarter"]).ShouldBe((StatusCode.FailedPrecondition, "2026-Q1"));
        var triggered = await Operator.ProposeAdjustmentAsync(Of(MarketOpportunity, 3_000));
        await Approver.ApproveAdjustmentAsync(new() { Name = triggered.Name });
        var after = await Server.GetAsync(budget.Name);
        (after.TotalAmountMicros, after.RoutineAdjustment).ShouldBe((120, first.Name));
    }

    [Fact]
    [Trait("row", "BUD-11")]
    public async Task A_month_that_is_over_without_a_review_is_due_until_it_is_reviewed()
    {
        var budget = await Server.ActiveAsync(OfFebruary());
        budget.NextReviewMonth.ShouldBe(new() { Year = 2026, Month = 2, Day = 1 });
        (await Server.GetAsync(budget.Name)).Warnings.ShouldHaveSingleItem().Code.ShouldBe(Code.ReviewDue);
        var listed = await Operator.ListBudgetsAsync(new() { Parent = Workspace, Filter = $"name = \"{budget.Name}\" AND next_review_month < \"2026-03-01\"" });
        listed.Budgets.ShouldHaveSingleItem().Warnings.ShouldHaveSingleItem().Code.ShouldBe(Code.ReviewDue);

        var request = new RecordBudgetReviewRequest { Parent = budget.Name, ReviewId = "2026-02", Findings = "as planned" };
        var review = await Operator.RecordBudgetReviewAsync(request);
        (review.Name, review.Reviewer, review.MonthStartDate).ShouldBe(($"{budget.Name}/reviews/2026-02", "acme-ops", new() { Year = 2026, Month = 2, Day = 1 }));
        (await Server.GetAsync(budget.Name)).Warnings.ShouldBeEmpty();
        (await Operator.GetBudgetReviewAsync(new() { Name = review.Name })).ShouldBe(review);
        (await Operator.ListBudgetReviewsAsync(new() { Parent = budget.Name })).Reviews.ShouldBe([review]);
        await Operator.RecordBudgetReviewAsync(request).Refused(ErrorReason.ResourceAlreadyExists);
        await Operator.RecordBudgetReviewAsync(new() { Parent = budget.Name, ReviewId = "2026-03", Findings = "x" }).Refused(ErrorReason.ReviewNotNext);
    }

    [Fact]
    [Trait("row", "BUD-11")]
    public async Task A_month_that_is_not_over_is_neither_due_nor_reviewed()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        (await Server.GetAsync(budget.Name)).ShouldBe(budget);
        var error = await Operator.RecordBudgetReviewAsync(new() { Parent = budget.Name, ReviewId = "2026-03", Findings = "too early" }).Refused(ErrorReason.ReviewNotNext);
        (error.Code, error.Info.Metadata["next"]).ShouldBe((StatusCode.FailedPrecondition, "2026-03"));
    }
}
