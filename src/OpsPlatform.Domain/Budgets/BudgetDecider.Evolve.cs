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
            case BudgetClosing closing:
                root.State = BudgetState.Closing;
                root.StateReason = closing.Reason;
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
                if (released.CarriedTo.Length > 0)
                    budget.Change<Reservation>(ReservationKey(released.Reservation)).CarriedTo = released.CarriedTo;
                break;
            case ReservationExpired expired:
                GiveBack(budget, expired.Reservation, expired.Line, expired.AmountMicros, ReservationState.Expired);
                break;
            case ExpenseRecorded recordedExpense:
                Fold(budget, recordedExpense);
                break;
            case ExpenseRefunded refunded:
                TakeBack(budget, refunded.Expense, refunded.Line, refunded.AmountMicros).RefundedAmountMicros += refunded.AmountMicros;
                break;
            case ExpensePaid paid:
                Pay(budget, paid.Expense, paid.Line, paid.AmountMicros);
                break;
            case PaymentRefunded refunded:
                Pay(budget, refunded.Expense, refunded.Line, -refunded.AmountMicros);
                TakeBack(budget, refunded.Expense, refunded.Line, refunded.AmountMicros).RefundedAmountMicros += refunded.AmountMicros;
                break;
            case FundsTransferredOut transferred:
                Allocate(root, transferred.Line, -transferred.AmountMicros, transferred.EffectiveDate);
                break;
            case FundsTransferredIn transferred:
                Allocate(root, transferred.Line, transferred.AmountMicros, transferred.EffectiveDate);
                break;
            case HoldReversed reversed:
                GiveBack(budget, reversed.Reservation, reversed.Line, reversed.AmountMicros, ReservationState.Released);
                Reversed(budget, recorded, reversed.ReversedEntry, reversed.AmountMicros, reversed.Purpose);
                break;
            case CaptureReversed reversed:
                Fold(budget, reversed);
                Reversed(budget, recorded, reversed.ReversedEntry, reversed.AmountMicros, reversed.Purpose);
                break;
            case SpendingReversed reversed:
                TakeBack(budget, reversed.Expense, reversed.Line, reversed.AmountMicros).ReversedAmountMicros += reversed.AmountMicros;
                Reversed(budget, recorded, reversed.ReversedEntry, reversed.AmountMicros, reversed.Purpose);
                break;
            case RefundReversed reversed:
                TakeBack(budget, reversed.Expense, reversed.Line, -reversed.AmountMicros).RefundedAmountMicros -= reversed.AmountMicros;
                Reversed(budget, recorded, reversed.ReversedEntry, reversed.AmountMicros, reversed.Purpose);
                break;
            case PaymentReversed reversed:
                Pay(budget, reversed.Expense, reversed.Line, -reversed.AmountMicros);
                Reversed(budget, recorded, reversed.ReversedEntry, reversed.AmountMicros, reversed.Purpose);
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
        reservation.Conversion = reserved.Conversion;
        reservation.CarriedFrom = reserved.CarriedFrom;
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
        expense.Conversion = recorded.Conversion;
    }

    /// <summary>Spent money is on its line again, or, below zero, spent after all.</summary>
    private static Expense TakeBack(Aggregate<Budget> budget, string expenseId, string lineId, long amountMicros)
    {
        var line = budget.Root.Line(lineId);
        line.SpentAmountMicros -= amountMicros;
        line.LeftAmountMicros += amountMicros;

        var expense = budget.Change<Expense>(ExpenseKey(expenseId));
        line.Use(expense.EffectiveDate, -amountMicros);
        return expense;
    }

    private static void Pay(Aggregate<Budget> budget, string expenseId, string lineId, long amountMicros)
    {
        budget.Root.Line(lineId).PaidAmountMicros += amountMicros;
        budget.Change<Expense>(ExpenseKey(expenseId)).PaidAmountMicros += amountMicros;
    }

    private static void Fold(Aggregate<Budget> budget, CaptureReversed reversed)
    {
        var line = budget.Root.Line(reversed.Line);
        line.SpentAmountMicros -= reversed.AmountMicros;
        line.HeldAmountMicros += reversed.AmountMicros;

        var reservation = budget.Change<Reservation>(ReservationKey(reversed.Reservation));
        if (reservation.State != ReservationState.Held)
            budget.Root.OpenReservationCount++;
        reservation.State = ReservationState.Held;
        reservation.CapturedAmountMicros -= reversed.AmountMicros;
        reservation.HeldAmountMicros += reversed.AmountMicros;

        var expense = budget.Change<Expense>(ExpenseKey(reversed.Expense));
        expense.ReversedAmountMicros += reversed.AmountMicros;
        line.Use(expense.EffectiveDate, -reversed.AmountMicros);
        line.Use(reservation.EffectiveDate, reversed.AmountMicros);
    }

    private static void Reversed(Aggregate<Budget> budget, Recorded recorded, string entry, long amountMicros, string reason)
    {
        var reversal = budget.Change<Reversal>($"reversals/{entry}");
        reversal.ReversedEntry = $"{budget.Name}/entries/{entry}";
        reversal.Entry = $"{budget.Name}/entries/{recorded.Version}";
        reversal.AmountMicros = amountMicros;
        reversal.Reason = reason;
    }

    private static BudgetLine Line(this Budget budget, string lineId) => budget.Lines.First(line => line.LineId == lineId);
}
