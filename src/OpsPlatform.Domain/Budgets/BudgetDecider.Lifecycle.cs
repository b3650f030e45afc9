using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Domain.Budgets;

/// <summary>Decides what happens to a budget, and folds what has happened.</summary>
public static partial class BudgetDecider
{
    public static IEnumerable<IMessage> Create(Aggregate<Budget> budget, CreateBudgetRequest request, DecisionContext context) =>
        [new BudgetCreated { Budget = BudgetDraft.From(request.Budget) }];

    public static IEnumerable<IMessage> Submit(Aggregate<Budget> budget, SubmitBudgetRequest request, DecisionContext context)
    {
        if (budget.Root.State == State.PendingApproval)
            return [];

        budget.Root.MustBe(State.Draft, State.Rejected);
        return [new BudgetSubmitted { Submitter = context.Principal }];
    }

    public static IEnumerable<IMessage> Approve(Aggregate<Budget> budget, ApproveBudgetRequest request, DecisionContext context)
    {
        if (budget.Root.State == State.Active)
            return [];

        MayReview(budget.Root, context.Principal);
        var date = budget.Root.NearestDate(context);
        var allocated =
            from line in budget.Root.Lines
            where line.AllocatedAmountMicros > 0
            select new FundsAllocated { Line = line.LineId, AmountMicros = line.AllocatedAmountMicros, EffectiveDate = date };
        return [new BudgetApproved { Reviewer = context.Principal }, .. allocated];
    }

    public static IEnumerable<IMessage> Reject(Aggregate<Budget> budget, RejectBudgetRequest request, DecisionContext context)
    {
        if (budget.Root.State == State.Rejected)
            return [];

        MayReview(budget.Root, context.Principal);
        return [new BudgetRejected { Reviewer = context.Principal, Reason = request.Reason }];
    }

    public static IEnumerable<IMessage> Close(Aggregate<Budget> budget, CloseBudgetRequest request, DecisionContext context)
    {
        if (budget.Root.State is State.Closed or State.Closing)
            return [];

        return budget.Root.OpenReservationCount == 0 ? [new BudgetClosed { Reason = request.Reason }]
            : request.ReleaseReservations ? [new BudgetClosing { Reason = request.Reason }]
            : throw new Refusal(ErrorReason.ReservationsOpen, "", ("count", budget.Root.OpenReservationCount));
    }

    /// <summary>Releases holds of a budget that is closing, as many as were loaded, and closes it when none is left.</summary>
    public static IEnumerable<IMessage> GoOnClosing(Aggregate<Budget> budget, DecisionContext context)
    {
        if (budget.Root.State != State.Closing)
            yield break;

        var left = budget.Root.OpenReservationCount;
        foreach (var held in budget.Children.Select(child => child.Value).OfType<Reservation>().Where(reservation => reservation.State == Reservation.Types.State.Held))
        {
            left--;
            yield return Released(held, held.HeldAmountMicros, budget.Root.NearestDate(context));
        }

        if (left == 0)
            yield return new BudgetClosed { Reason = budget.Root.StateReason };
    }

    /// <param name="uses">Of the line, if it may get its first plan.</param>
    public static IEnumerable<IMessage> SetControl(Aggregate<Budget> budget, SetLineControlRequest request, LineUses uses, DecisionContext context)
    {
        budget.Root.MustBe(State.Draft, State.PendingApproval, State.Rejected, State.Active);
        return Controlled(budget, budget.Root.KnownLine(request.Line), request.Control, request.Months, uses, "months") is { } set ? [set] : [];
    }

    private static void MayReview(Budget budget, string principal)
    {
        budget.MustBe(State.PendingApproval);
        MustBeAnother(budget.Submitter, principal);
    }

    private static void MustBeAnother(string first, string principal)
    {
        if (principal == first)
            throw new Refusal(ErrorReason.SeparationOfDuties, "", ("principal", principal));
    }
}
