using OpsPlatform.Budgets.V1;
using ReservationState = OpsPlatform.Budgets.V1.Reservation.Types.State;

namespace OpsPlatform.Domain.Budgets;

/// <summary>How money that moves changes its line, its hold and its expense.</summary>
public static partial class BudgetDecider
{
    private static void Fold(Aggregate<Budget> budget, FundsReserved reserved)
    {
        var line = budget.Root.Line(reserved.Line);
        line.LeftAmountMicros -= reserved.AmountMicros;
        line.HeldAmountMicros += reserved.AmountMicros;
        line.Use(reserved.EffectiveDate, reserved.AmountMicros);
        ContentCosts.Count(budget, line, reserved.CostObject, reserved.AmountMicros);
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

        // What was held for an order becomes what is spent for the content that was delivered.
        if (captured.CostObject?.Content != reservation.CostObject?.Content)
        {
            ContentCosts.Count(budget, line, reservation.CostObject, -captured.AmountMicros);
            ContentCosts.Count(budget, line, captured.CostObject, captured.AmountMicros);
        }

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
        ContentCosts.Count(budget, line, reservation.CostObject, -amountMicros);
        FinishWhenEmpty(budget.Root, reservation, state);
    }

    private static void Fold(Aggregate<Budget> budget, ReservationSplit split)
    {
        var line = budget.Root.Line(split.Line);
        var source = budget.Change<Reservation>(ReservationKey(split.SourceReservation));
        source.HeldAmountMicros -= split.AmountMicros;
        source.SplitAmountMicros += split.AmountMicros;
        ContentCosts.Count(budget, line, source.CostObject, -split.AmountMicros);
        FinishWhenEmpty(budget.Root, source, ReservationState.Captured);

        ContentCosts.Count(budget, line, split.CostObject, split.AmountMicros);
        budget.Root.OpenReservationCount++;
        var reservation = budget.Change<Reservation>(ReservationKey(split.Reservation));
        reservation.State = ReservationState.Held;
        reservation.Line = split.Line;
        reservation.AmountMicros = split.AmountMicros;
        reservation.HeldAmountMicros = split.AmountMicros;
        reservation.CurrencyCode = budget.Root.CurrencyCode;
        reservation.CostItem = split.CostItem;
        reservation.Purpose = split.Purpose;
        reservation.ExternalReference = split.ExternalReference;
        reservation.EffectiveDate = split.EffectiveDate;
        reservation.ExpireTime = split.ExpireTime;
        reservation.Requester = split.Requester;
        reservation.CostObject = split.CostObject;
        reservation.SourceReservation = source.Name;
    }

    private static void FinishWhenEmpty(Budget budget, Reservation reservation, ReservationState state)
    {
        if (reservation.HeldAmountMicros > 0)
            return;

        reservation.State = reservation.CapturedAmountMicros + reservation.SplitAmountMicros > 0 ? ReservationState.Captured : state;
        budget.OpenReservationCount--;
    }

    private static void Fold(Aggregate<Budget> budget, ExpenseRecorded recorded)
    {
        var line = budget.Root.Line(recorded.Line);
        line.LeftAmountMicros -= recorded.AmountMicros;
        line.SpentAmountMicros += recorded.AmountMicros;
        line.Use(recorded.EffectiveDate, recorded.AmountMicros);
        ContentCosts.Count(budget, line, recorded.CostObject, recorded.AmountMicros);

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
        ContentCosts.Count(budget, line, expense.CostObject, -amountMicros);
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
        if (expense.CostObject?.Content != reservation.CostObject?.Content)
        {
            ContentCosts.Count(budget, line, expense.CostObject, -reversed.AmountMicros);
            ContentCosts.Count(budget, line, reservation.CostObject, reversed.AmountMicros);
        }
    }

    private static void Reversed(Aggregate<Budget> budget, Recorded recorded, string entry, long amountMicros, string reason)
    {
        var reversal = budget.Change<Reversal>($"reversals/{entry}");
        reversal.ReversedEntry = $"{budget.Name}/entries/{entry}";
        reversal.Entry = $"{budget.Name}/entries/{recorded.Version}";
        reversal.AmountMicros = amountMicros;
        reversal.Reason = reason;
    }
}
