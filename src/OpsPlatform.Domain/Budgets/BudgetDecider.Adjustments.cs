using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using AdjustmentState = OpsPlatform.Budgets.V1.Adjustment.Types.State;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Domain.Budgets;

public static partial class BudgetDecider
{
    public static IEnumerable<IMessage> ProposeAdjustment(Aggregate<Budget> budget, ProposeAdjustmentRequest request, DecisionContext context)
    {
        budget.Root.MustBe(State.Active);
        AdjustmentRules.MustTrigger(budget.Root, request.Trigger, request.FigureBps, context);
        if (request.Trigger == AdjustmentTrigger.Routine)
            AdjustmentRules.QuarterMustBeFree(budget.Root, "", context);
        AdjustmentRules.MustStand(budget.Root, request.Changes, context);
        return
        [
            new AdjustmentProposed
            {
                Adjustment = context.Id,
                Trigger = request.Trigger,
                FigureBps = request.Trigger == AdjustmentTrigger.Routine ? 0 : request.FigureBps,
                ThresholdBps = AdjustmentRules.ThresholdBps(budget.Root, request.Trigger),
                Evidence = request.Evidence,
                Changes = { request.Changes.Select(change => new LineChange { Line = change.Line, DeltaMicros = change.DeltaMicros }) },
                Proposer = context.Principal,
            },
        ];
    }

    public static IEnumerable<IMessage> ApproveAdjustment(Aggregate<Budget> budget, ApproveAdjustmentRequest request, DecisionContext context)
    {
        var adjustment = budget.Named<Adjustment>(request.Name);
        if (adjustment.State == AdjustmentState.Approved)
            return [];

        MayReview(budget.Root, adjustment, context.Principal);
        if (adjustment.Trigger == AdjustmentTrigger.Routine)
            AdjustmentRules.QuarterMustBeFree(budget.Root, adjustment.Name, context);
        AdjustmentRules.MustStand(budget.Root, adjustment.Changes, context);
        var (id, date) = (adjustment.Name.LastId(), budget.Root.NearestDate(context));
        return
        [
            new AdjustmentApproved { Adjustment = id, Reviewer = context.Principal },
            .. adjustment.Changes.OrderBy(change => change.DeltaMicros).Select(change => change.DeltaMicros < 0
                ? (IMessage)new AllocationDecreased { Line = change.Line, AmountMicros = -change.DeltaMicros, EffectiveDate = date, Adjustment = id }
                : new AllocationIncreased { Line = change.Line, AmountMicros = change.DeltaMicros, EffectiveDate = date, Adjustment = id }),
        ];
    }

    public static IEnumerable<IMessage> RejectAdjustment(Aggregate<Budget> budget, RejectAdjustmentRequest request, DecisionContext context)
    {
        var adjustment = budget.Named<Adjustment>(request.Name);
        if (adjustment.State == AdjustmentState.Rejected)
            return [];

        MayReview(budget.Root, adjustment, context.Principal);
        return [new AdjustmentRejected { Adjustment = adjustment.Name.LastId(), Reviewer = context.Principal, Reason = request.Reason }];
    }

    private static void MayReview(Budget budget, Adjustment adjustment, string principal)
    {
        budget.MustBe(State.Active);
        if (adjustment.State != AdjustmentState.Pending)
            throw new Refusal(ErrorReason.AdjustmentState, "", ("state", adjustment.State.WireName()));
        MustBeAnother(adjustment.Proposer, principal);
    }

    private static void Fold(Aggregate<Budget> budget, AdjustmentProposed proposed, DateOnly day)
    {
        var adjustment = budget.Change<Adjustment>(AdjustmentKey(proposed.Adjustment));
        adjustment.State = AdjustmentState.Pending;
        adjustment.Trigger = proposed.Trigger;
        adjustment.FigureBps = proposed.FigureBps;
        adjustment.ThresholdBps = proposed.ThresholdBps;
        adjustment.Evidence = proposed.Evidence;
        adjustment.Changes.Add(proposed.Changes.Clone());
        adjustment.CurrencyCode = budget.Root.CurrencyCode;
        adjustment.Proposer = proposed.Proposer;
        AdjustmentRules.Compare(adjustment, budget.Root);
        TakeQuarter(budget.Root, adjustment, day);
    }

    private static void Fold(Aggregate<Budget> budget, AdjustmentApproved approved, DateOnly day)
    {
        var adjustment = budget.Change<Adjustment>(AdjustmentKey(approved.Adjustment));
        adjustment.State = AdjustmentState.Approved;
        adjustment.Reviewer = approved.Reviewer;
        AdjustmentRules.Compare(adjustment, budget.Root);
        TakeQuarter(budget.Root, adjustment, day);
    }

    private static void Fold(Aggregate<Budget> budget, AdjustmentRejected rejected)
    {
        var adjustment = budget.Change<Adjustment>(AdjustmentKey(rejected.Adjustment));
        adjustment.State = AdjustmentState.Rejected;
        adjustment.Reviewer = rejected.Reviewer;
        adjustment.StateReason = rejected.Reason;
        if (budget.Root.RoutineAdjustment == adjustment.Name)
            (budget.Root.RoutineAdjustment, budget.Root.RoutineAdjustmentDate) = ("", null);
    }

    private static void TakeQuarter(Budget budget, Adjustment adjustment, DateOnly day)
    {
        if (adjustment.Trigger == AdjustmentTrigger.Routine)
            (budget.RoutineAdjustment, budget.RoutineAdjustmentDate) = (adjustment.Name, day.ToDate());
    }
}
