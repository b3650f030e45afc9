using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Budgets;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;
using Kind = OpsPlatform.Budgets.V1.LedgerEntry.Types.Kind;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Server.Tests.Budgets;

/// <summary>Money moves between lines and budgets, into other currencies, on to payment, back again, and into the next period.</summary>
public sealed class Moving(RunningServer server) : ServerTest(server)
{
    [Fact]
    public async Task A_transfer_moves_money_between_lines_and_between_budgets_in_one()
    {
        var (a, b) = (await Server.ActiveAsync(("content", 100), ("traffic", 50)), await Server.ActiveAsync(("live", 10)));

        var moved = await Operator.TransferFundsAsync(new() { Name = a.Name, Purpose = "more ads", Legs = { Leg("content", 30, "traffic"), Leg("content", 20, "live", b.Name) } });

        moved.Budgets.Select(budget => budget.TotalAmountMicros).ShouldBe([130, 30]);
        (await Server.GetAsync(a.Name)).Lines.Select(line => line.LeftAmountMicros).ShouldBe([50, 80]);
        (await Server.GetAsync(b.Name)).Balance().ShouldBe((0, 0, 30));
        var entries = (await Operator.ListEntriesAsync(new() { Parent = a.Name, Filter = $"transfer = \"{moved.Transfer}\"" })).Entries;
        entries.Select(entry => (entry.Kind, entry.Line, entry.AmountMicros, entry.CounterBudget, entry.CounterLine)).ShouldBe([
            (Kind.TransferredOut, "content", 30, a.Name, "traffic"), (Kind.TransferredOut, "content", 20, b.Name, "live"), (Kind.TransferredIn, "traffic", 30, a.Name, "content")]);
        await Server.LedgerMustGiveTheLinesAsync(a.Name);
        await Server.LedgerMustGiveTheLinesAsync(b.Name);
    }

    [Fact]
    public async Task A_transfer_is_all_or_nothing()
    {
        var (a, b) = (await Server.ActiveAsync(("content", 100)), await Server.DraftAsync(OfLines(("live", 10))));

        await Operator.TransferFundsAsync(new() { Name = a.Name, Legs = { Leg("content", 60, "live", b.Name) } }).Refused(ErrorReason.BudgetState);
        var c = await Server.ActiveAsync(("live", 10));
        (await Operator.TransferFundsAsync(new() { Name = a.Name, Legs = { Leg("content", 60, "live", c.Name), Leg("content", 41, "live", c.Name) } }).Refused(ErrorReason.BudgetExceeded)).Info.Metadata["asked"].ShouldBe("101");
        await Operator.TransferFundsAsync(new() { Name = a.Name, Legs = { Leg("content", 60, "live", c.Name), Leg("content", 1, "none", c.Name) } }).Refused(ErrorReason.LineUnknown);
        (await Operator.TransferFundsAsync(new() { Name = a.Name, Legs = { Leg("content", 1, "content") } }).Refused(ErrorReason.TransferToItself)).Fields.ShouldBe(["legs[0].counter_line"]);
        await Operator.TransferFundsAsync(new() { Name = a.Name, Legs = { Leg("content", 1, "live", $"{Workspace}/budgets/none-there") } }).Refused(ErrorReason.ResourceNotFound);

        (await Server.GetAsync(a.Name)).Balance().ShouldBe((0, 0, 100));
        (await Server.GetAsync(c.Name)).Balance().ShouldBe((0, 0, 10));
    }

    [Fact]
    public async Task Transfers_in_both_directions_at_once_lose_nothing()
    {
        var (a, b) = (await Server.ActiveAsync(("x", 1_000)), await Server.ActiveAsync(("x", 1_000)));
        var other = await Server.StartAnotherAsync();
        var there = other.Operator.Budgets;

        await Task.WhenAll(Enumerable.Range(0, 30).SelectMany(i => new[]
        {
            (i % 2 == 0 ? Operator : there).TransferFundsAsync(new() { Name = a.Name, Legs = { Leg("x", 7, "x", b.Name) } }).ResponseAsync,
            (i % 3 == 0 ? Operator : there).TransferFundsAsync(new() { Name = b.Name, Legs = { Leg("x", 5, "x", a.Name) } }).ResponseAsync,
        }));

        ((await Server.GetAsync(a.Name)).Balance().Left, (await Server.GetAsync(b.Name)).Balance().Left).ShouldBe((1_000 - 60, 1_000 + 60));
        await Server.LedgerMustGiveTheLinesAsync(a.Name);
        await Server.LedgerMustGiveTheLinesAsync(b.Name);
    }

    [Fact]
    public async Task Another_currency_is_converted_once_at_a_stated_rate_and_parts_of_it_sum_to_the_whole()
    {
        var budget = await Server.ActiveAsync(("content", 1_000_000_000));
        var rate = new ExchangeRate { RateNanos = 7_123_456_789, Source = "PBOC central parity", RateDate = new() { Year = 2026, Month = 3, Day = 12 } };

        await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, CurrencyCode = "USD" }).Refused(ErrorReason.CurrencyMismatch);
        await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, CurrencyCode = "CNY", ExchangeRate = rate }).Refused(ErrorReason.ExchangeRateInvalid);
        (await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, CurrencyCode = "USD", ExchangeRate = new(rate) { RateNanos = 0 } }).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["exchange_rate.rate_nanos"]);
        var hold = await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 10_000_001, CurrencyCode = "USD", ExchangeRate = rate });
        (hold.AmountMicros, hold.CurrencyCode, hold.Conversion.OriginalAmountMicros, hold.Conversion.ExchangeRate).ShouldBe((71_234_575, "CNY", 10_000_001, rate));

        await Operator.CaptureReservationAsync(new() { Name = hold.Name, AmountMicros = 1, CurrencyCode = "USD" }).Refused(ErrorReason.CurrencyMismatch);
        foreach (var part in new[] { 33_333_333, 33_333_333 })
            await Operator.CaptureReservationAsync(new() { Name = hold.Name, AmountMicros = part });
        await Operator.CaptureReservationAsync(new() { Name = hold.Name });
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 71_234_575, 1_000_000_000 - 71_234_575));
    }

    [Fact]
    public async Task An_expense_is_paid_and_what_comes_back_of_it_leaves_what_was_paid_last()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var expense = await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 60 });

        (await Operator.PayExpenseAsync(new() { Name = expense.Name, AmountMicros = 40, ExternalReference = "BANK-7" })).PaidAmountMicros.ShouldBe(40);
        (await Operator.PayExpenseAsync(new() { Name = expense.Name, AmountMicros = 21 }).Refused(ErrorReason.PaymentExceedsExpense)).Info.Metadata["owed"].ShouldBe("20");
        await Operator.RefundExpenseAsync(new() { Name = expense.Name, AmountMicros = 30 });

        var line = (await Server.GetAsync(budget.Name)).Lines[0];
        (line.SpentAmountMicros, line.PaidAmountMicros, line.LeftAmountMicros).ShouldBe((30, 30, 70));
        (await Server.LedgerMustGiveTheLinesAsync(budget.Name)).Skip(1).Select(entry => (entry.Kind, entry.AmountMicros)).ShouldBe([
            (Kind.Spent, 60), (Kind.Paid, 40), (Kind.Refunded, 20), (Kind.PaymentRefunded, 10)]);
    }

    [Fact]
    public async Task What_comes_back_in_another_currency_is_in_the_ledger_with_rate_source_and_date()
    {
        var budget = await Server.ActiveAsync(("content", 1_000_000_000));
        var rate = new ExchangeRate { RateNanos = 7_123_456_789, Source = "PBOC central parity", RateDate = new() { Year = 2026, Month = 3, Day = 12 } };
        var expense = await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 10_000_001, CurrencyCode = "USD", ExchangeRate = rate });
        await Operator.PayExpenseAsync(new() { Name = expense.Name, AmountMicros = 70_000_000 });

        rate.RateNanos = 7_000_000_001;
        var refunded = await Operator.RefundExpenseAsync(new() { Name = expense.Name, AmountMicros = 1_000_000, CurrencyCode = "USD", ExchangeRate = rate });

        (refunded.AmountMicros, refunded.RefundedAmountMicros, refunded.PaidAmountMicros).ShouldBe((71_234_575, 7_000_000, 64_234_575));
        var entries = (await Server.LedgerMustGiveTheLinesAsync(budget.Name)).TakeLast(2).ToList();
        entries.Select(entry => (entry.Kind, entry.AmountMicros)).ShouldBe([(Kind.Refunded, 1_234_575), (Kind.PaymentRefunded, 5_765_425)]);
        entries.ShouldAllBe(entry => entry.Conversion.Equals(new Conversion { OriginalCurrencyCode = "USD", OriginalAmountMicros = 1_000_000, ExchangeRate = rate }));
        await Operator.RefundExpenseAsync(new() { Name = expense.Name, AmountMicros = 1, CurrencyCode = "USD" }).Refused(ErrorReason.CurrencyMismatch);
        await Operator.RefundExpenseAsync(new() { Name = expense.Name, AmountMicros = 10_000_000, CurrencyCode = "USD", ExchangeRate = rate }).Refused(ErrorReason.RefundExceedsExpense);
    }

    [Fact]
    public async Task An_entry_is_taken_back_by_a_new_one_and_once()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var expense = await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 60 });
        var entry = (await Server.LedgerAsync(budget.Name))[^1].Name.Split('/')[^1];

        var reversal = await Operator.ReverseEntryAsync(new() { Name = budget.Name, Entry = entry, Reason = "typed twice" });

        (reversal.AmountMicros, reversal.Reason, reversal.ReversedEntry).ShouldBe((60, "typed twice", $"{budget.Name}/entries/{entry}"));
        (await Operator.GetExpenseAsync(new() { Name = expense.Name })).ReversedAmountMicros.ShouldBe(60);
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 0, 100));
        (await Operator.ReverseEntryAsync(new() { Name = budget.Name, Entry = entry, Reason = "again" }).Refused(ErrorReason.EntryReversed)).Info.Metadata["by"].ShouldBe(reversal.Entry.Split('/')[^1]);
        await Operator.ReverseEntryAsync(new() { Name = budget.Name, Entry = reversal.Entry.Split('/')[^1], Reason = "of a reversal" }).Refused(ErrorReason.EntryNotReversible);
        await Operator.ReverseEntryAsync(new() { Name = budget.Name, Entry = "999", Reason = "none" }).Refused(ErrorReason.ResourceNotFound);
        await Operator.RefundExpenseAsync(new() { Name = expense.Name, AmountMicros = 1 }).Refused(ErrorReason.RefundExceedsExpense);
        (await Server.LedgerMustGiveTheLinesAsync(budget.Name))[^1].ReversedEntry.ShouldBe(entry);
    }

    [Fact]
    public async Task A_capture_that_is_taken_back_is_held_again_while_its_hold_runs()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var hold = await Server.ReserveAsync(budget, 50);
        await Operator.CaptureReservationAsync(new() { Name = hold.Name });
        var entry = (await Server.LedgerAsync(budget.Name))[^1].Name.Split('/')[^1];

        await Operator.ReverseEntryAsync(new() { Name = budget.Name, Entry = entry, Reason = "the wrong hold" });

        var again = await Operator.GetReservationAsync(new() { Name = hold.Name });
        (again.State, again.HeldAmountMicros, again.CapturedAmountMicros).ShouldBe((Reservation.Types.State.Held, 50, 0));
        (await Server.GetAsync(budget.Name)).ShouldSatisfyAllConditions(read => read.Balance().ShouldBe((50, 0, 50)), read => read.OpenReservationCount.ShouldBe(1));
        await Server.LedgerMustGiveTheLinesAsync(budget.Name);
    }

    [Fact]
    public async Task Open_holds_are_carried_into_the_next_period_with_their_money()
    {
        var (a, b) = (await Server.ActiveAsync(("content", 100)), await Server.ActiveAsync(("content", 5)));
        var holds = new[] { await Server.ReserveAsync(a, 10), await Server.ReserveAsync(a, 20) };

        await Operator.CarryForwardAsync(new() { Name = a.Name, CounterBudget = b.Name }).Refused(ErrorReason.BudgetExceeded);
        var carried = await Operator.CarryForwardAsync(new() { Name = a.Name, CounterBudget = b.Name, MoveFunds = true });

        carried.OpenReservationCount.ShouldBe(0);
        carried.Reservations.Select(hold => (hold.AmountMicros, hold.CarriedFrom)).ShouldBe(holds.Select(hold => (hold.AmountMicros, hold.Name)), ignoreOrder: true);
        (await Server.GetAsync(a.Name)).Balance().ShouldBe((0, 0, 70));
        (await Server.GetAsync(b.Name)).Balance().ShouldBe((30, 0, 5));
        var left = await Operator.GetReservationAsync(new() { Name = holds[0].Name });
        (left.State, left.CarriedTo).ShouldBe((Reservation.Types.State.Released, $"{b.Name}/reservations/{holds[0].Name.Split('/')[^1]}"));
        await Operator.CarryForwardAsync(new() { Name = a.Name, CounterBudget = b.Name, Reservations = { holds[0].Name } }).Refused(ErrorReason.ReservationFinished);
        await Operator.CarryForwardAsync(new() { Name = a.Name, CounterBudget = b.Name, Reservations = { $"{a.Name}/reservations/none" } }).Refused(ErrorReason.ResourceNotFound);
        await Operator.CarryForwardAsync(new() { Name = a.Name, CounterBudget = b.Name, Reservations = { carried.Reservations[0].Name } }).Refused(ErrorReason.ResourceNotFound);
        await Server.LedgerMustGiveTheLinesAsync(a.Name);
        await Server.LedgerMustGiveTheLinesAsync(b.Name);
    }

    [Fact]
    public async Task A_budget_closes_when_its_open_holds_are_released_as_asked()
    {
        var budget = await Server.ActiveAsync(("content", 1_000));
        foreach (var _ in Enumerable.Range(0, 5))
            await Server.ReserveAsync(budget, 10);

        await Operator.CloseBudgetAsync(new() { Name = budget.Name }).Refused(ErrorReason.ReservationsOpen);
        var closing = await Operator.CloseBudgetAsync(new() { Name = budget.Name, Reason = "The season is over.", ReleaseReservations = true });
        closing.State.ShouldBe(State.Closing);
        await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1 }).Refused(ErrorReason.BudgetState);

        await Server.RunOnceAsync<BudgetClosingWork>();
        var closed = await Server.GetAsync(budget.Name);
        (closed.State, closed.StateReason, closed.OpenReservationCount).ShouldBe((State.Closed, "The season is over.", 0));
        closed.Balance().ShouldBe((0, 0, 1_000));
        (await Server.LedgerMustGiveTheLinesAsync(budget.Name)).Count(entry => entry.Kind == Kind.Released).ShouldBe(5);
    }

    private static TransferLeg Leg(string line, long micros, string counterLine, string counterBudget = "") => new() { Line = line, AmountMicros = micros, CounterLine = counterLine, CounterBudget = counterBudget };
}
