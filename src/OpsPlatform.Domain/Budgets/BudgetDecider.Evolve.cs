using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Budgets.V1;
using BudgetState = OpsPlatform.Budgets.V1.Budget.Types.State;
using ReservationState = OpsPlatform.Budgets.V1.Reservation.Types.State;

namespace OpsPlatform.Domain.Budgets;

public static partial class BudgetDecider
{
    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Budget> budget, Recorded recorded)
    {
        var root = budget.Root;
        switch (recorded.Message)
        {
            case BudgetCreated created:
                // Merging shares the lines, and folding changes them; the event itself must stay as it is stored.
                root.MergeFrom(created.Budget.Clone());
                root.State = BudgetState.Draft;
                PlanRules.Judge(root);
                break;
            case BudgetSubmitted submitted:
                root.State = BudgetState.PendingApproval;
                root.StateReason = "";
                root.Submitter = submitted.Submitter;
                break;
            case BudgetApproved approved:
                root.State = BudgetState.Active;
                root.Reviewer = approved.Reviewer;
                break;
            case BudgetRejected rejected:
                root.State = BudgetState.Rejected;
                root.StateReason = rejected.Reason;
                root.Reviewer = rejected.Reviewer;
                break;
            case BudgetClosed closed:
                root.State = BudgetState.Closed;
                root.StateReason = closed.Reason;
                break;
            case FundsAllocated allocated:
                root.Line(allocated.Line).LeftAmountMicros += allocated.AmountMicros;
                break;
            case LineControlSet set:
                var controlled = root.Line(set.Line);
                controlled.Control = set.Control?.Clone();
                controlled.Months.Clear();
                controlled.Months.Add(set.Months.Select(month => month.Clone()));
                break;
            case CostOverran:
                // What comes of it is told by the money that moves with it.
                break;
            case AllocationIncreased increased:
                Allocate(root, increased.Line, increased.AmountMicros, increased.EffectiveDate);
                break;
            case ReserveDrawn drawn:
                Allocate(root, drawn.Line, -drawn.AmountMicros, drawn.EffectiveDate);
                root.ReserveDrawnAmountMicros += drawn.AmountMicros;
                break;
            case FundsReserved reserved:
                Fold(budget, reserved);
                break;
            case ReservationCaptured captured:
                Fold(budget, captured);
                break;
            case ReservationReleased released:
                GiveBack(budget, released.Reservation, released.Line, released.AmountMicros, ReservationState.Released);
                break;
            case ReservationExpired expired:
                GiveBack(budget, expired.Reservation, expired.Line, expired.AmountMicros, ReservationState.Expired);
                break;
            case ExpenseRecorded recordedExpense:
                Fold(budget, recordedExpense);
                break;
            case ExpenseRefunded refunded:
                Fold(budget, refunded);
                break;
            default:
                throw new UnreachableException($"{budget.Name} has an event that no budget can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }

        Warn(root);
    }

    private static void Warn(Budget budget)
    {
        BudgetWarning[] warnings = [.. LineControls.Warnings(budget)];
        for (var place = budget.Warnings.Count - 1; place >= 0; place--)
        {
            if (budget.Warnings[place].Code == BudgetWarning.Types.Code.CostOverrun)
                budget.Warnings.RemoveAt(place);
        }

        budget.Warnings.Add(warnings);
    }

    private static void Fold(Aggregate<Budget> budget, FundsReserved reserved)
    {
        var line = budget.Root.Line(reserved.Line);
        line.LeftAmountMicros -= reserved.AmountMicros;
        line.HeldAmountMicros += reserved.AmountMicros;
        line.Use(reserved.EffectiveDate, reserved.AmountMicros);
        budget.Root.OpenReservationCount++;

        var reservation = budget.Change<Reservation>(ReservationKey(reserved.Reservation));
        reservation.State = ReservationState.Held;
        reservation.Line = reserved.Line;
        reservation.AmountMicros = reserved.AmountMicros;
        reservation.HeldAmountMicros = reserved.AmountMicros;
        reservation.CurrencyCode = budget.Root.CurrencyCode;
        reservation.CostItem = reserved.CostItem;
        reservation.Purpose = reserved.Purpose;
        reservation.ExternalReference = reserved.ExternalReference;
        reservation.EffectiveDate = reserved.EffectiveDate;
        reservation.ExpireTime = reserved.ExpireTime;
        reservation.Requester = reserved.Requester;
        reservation.CostObject = reserved.CostObject;
        reservation.Approval = reserved.Approval;
    }

    private static void Fold(Aggregate<Budget> budget, ReservationCaptured captured)
    {
        var line = budget.Root.Line(captured.Line);
        line.HeldAmountMicros -= captured.AmountMicros;
        line.SpentAmountMicros += captured.AmountMicros;

        var reservation = budget.Change<Reservation>(ReservationKey(captured.Reservation));
        reservation.HeldAmountMicros -= captured.AmountMicros;
        reservation.CapturedAmountMicros += captured.AmountMicros;
        line.Use(reservation.EffectiveDate, -captured.AmountMicros);
        line.Use(captured.EffectiveDate, captured.AmountMicros);
        FinishWhenEmpty(budget.Root, reservation, ReservationState.Captured);

        var expense = budget.Change<Expense>(ExpenseKey(captured.Expense));
        expense.Line = captured.Line;
        expense.AmountMicros = captured.AmountMicros;
        expense.CurrencyCode = budget.Root.CurrencyCode;
        expense.Reservation = reservation.Name;
        expense.CostItem = captured.CostItem;
        expense.Purpose = captured.Purpose;
        expense.ExternalReference = captured.ExternalReference;
        expense.EffectiveDate = captured.EffectiveDate;
        expense.Requester = captured.Requester;
        expense.CostObject = captured.CostObject;
        expense.Approval = captured.Approval;
    }

    private static void GiveBack(Aggregate<Budget> budget, string reservationId, string lineId, long amountMicros, ReservationState state)
    {
        var line = budget.Root.Line(lineId);
        line.HeldAmountMicros -= amountMicros;
        line.LeftAmountMicros += amountMicros;

        var reservation = budget.Change<Reservation>(ReservationKey(reservationId));
        reservation.HeldAmountMicros -= amountMicros;
        reservation.ReleasedAmountMicros += amountMicros;
        line.Use(reservation.EffectiveDate, -amountMicros);
        FinishWhenEmpty(budget.Root, reservation, state);
    }

    private static void FinishWhenEmpty(Budget budget, Reservation reservation, ReservationState state)
    {
        if (reservation.HeldAmountMicros > 0)
            return;

        reservation.State = reservation.CapturedAmountMicros > 0 ? ReservationState.Captured : state;
        budget.OpenReservationCount--;
    }

    private static void Fold(Aggregate<Budget> budget, ExpenseRecorded recorded)
    {
        var line = budget.Root.Line(recorded.Line);
        line.LeftAmountMicros -= recorded.AmountMicros;
        line.SpentAmountMicros += recorded.AmountMicros;
        line.Use(recorded.EffectiveDate, recorded.AmountMicros);

        var expense = budget.Change<Expense>(ExpenseKey(recorded.Expense));
        expense.Line = recorded.Line;
        expense.AmountMicros = recorded.AmountMicros;
        expense.CurrencyCode = budget.Root.CurrencyCode;
        expense.CostItem = recorded.CostItem;
        expense.Purpose = recorded.Purpose;
        expense.ExternalReference = recorded.ExternalReference;
        expense.EffectiveDate = recorded.EffectiveDate;
        expense.Requester = recorded.Requester;
        expense.CostObject = recorded.CostObject;
        expense.Approval = recorded.Approval;
    }

    private static void Fold(Aggregate<Budget> budget, ExpenseRefunded refunded)
    {
        var line = budget.Root.Line(refunded.Line);
        line.SpentAmountMicros -= refunded.AmountMicros;
        line.LeftAmountMicros += refunded.AmountMicros;

        var expense = budget.Change<Expense>(ExpenseKey(refunded.Expense));
        expense.RefundedAmountMicros += refunded.AmountMicros;
        line.Use(expense.EffectiveDate, -refunded.AmountMicros);
    }

    private static BudgetLine Line(this Budget budget, string lineId) => budget.Lines.First(line => line.LineId == lineId);
}
