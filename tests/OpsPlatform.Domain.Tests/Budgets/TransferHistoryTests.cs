using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using Account = OpsPlatform.Budgets.V1.LedgerEntry.Types.Account;

namespace OpsPlatform.Domain.Tests.Budgets;

/// <summary>What holds of the ledgers of two budgets together, whatever happens to either and between them.</summary>
public sealed class TransferHistoryTests
{
    private static readonly Account[] _accounts = [Account.Unallocated, Account.Left, Account.Held, Account.Spent, Account.Paid];

    [Theory]
    [InlineData("CNY")]
    [InlineData("USD")]
    public void The_ledgers_of_budgets_that_give_each_other_money_sum_to_zero_and_to_their_lines(string currencyCode) => HistoryTests.ForAll(attempts =>
    {
        History[] both = Both(currencyCode);
        foreach (var attempt in attempts)
            Try(both[attempt.Pick % 2], both[1 - (attempt.Pick % 2)], attempt);

        foreach (var history in both)
            EachAccountMustBeTheFigureOfItsLine(history);
        var entries = both.SelectMany(Entries).ToList();
        foreach (var ofCurrency in entries.GroupBy(entry => entry.CurrencyCode))
            _accounts.Sum(account => ofCurrency.Sum(entry => entry.Change(account))).ShouldBe(0);

        foreach (var refund in entries.Where(entry => entry.Kind is LedgerEntry.Types.Kind.Refunded or LedgerEntry.Types.Kind.PaymentRefunded && entry.Conversion is not null).GroupBy(entry => entry.ExternalReference))
        {
            var conversion = refund.Select(entry => entry.Conversion).Distinct().ShouldHaveSingleItem();
            refund.Sum(entry => entry.AmountMicros).ShouldBe((long)Math.Round(conversion.OriginalAmountMicros * (decimal)conversion.ExchangeRate.RateNanos / 1_000_000_000, MidpointRounding.AwayFromZero));
        }

        var given = entries.Where(entry => entry.Kind == LedgerEntry.Types.Kind.TransferredOut).Select(entry => (entry.Transfer, entry.CurrencyCode, entry.AmountMicros));
        var taken = entries.Where(entry => entry.Kind == LedgerEntry.Types.Kind.TransferredIn)
            .Select(entry => entry.Conversion is { } from ? (entry.Transfer, from.OriginalCurrencyCode, from.OriginalAmountMicros) : (entry.Transfer, entry.CurrencyCode, entry.AmountMicros));
        taken.ShouldBe(given, ignoreOrder: true);
        if (currencyCode == "CNY")
            entries.Sum(entry => entry.Change(Account.Unallocated)).ShouldBe(-both.SelectMany(history => history.Recorded).Sum(recorded => Allocated(recorded.Message)));
    });

    [Fact]
    public void The_histories_tried_move_money_and_holds_both_ways_and_convert_it()
    {
        var reached = new HashSet<(string Event, string Budget)>();
        string[] expected = [nameof(FundsTransferredOut), nameof(FundsTransferredIn), nameof(ReservationExpired), nameof(ReservationReleased), nameof(ExpenseRefunded), nameof(PaymentRefunded), nameof(PaymentReversed), nameof(CaptureReversed), "Carried", "Converted", "RefundConverted"];
        string[] names = [.. Both("CNY").Select(history => history.Budget.Name)];
        for (var round = 0; round < 20 && reached.Count < expected.Length * names.Length; round++)
        {
            HistoryTests.ForAll(attempts =>
            {
                History[] both = Both(round % 2 == 0 ? "CNY" : "USD");
                foreach (var attempt in attempts)
                    Try(both[attempt.Pick % 2], both[1 - (attempt.Pick % 2)], attempt);
                reached.UnionWith(
                    from history in both
                    from recorded in history.Recorded
                    let what = recorded.Message switch
                    {
                        FundsReserved { CarriedFrom.Length: > 0 } => "Carried",
                        FundsTransferredIn { Conversion: not null } => "Converted",
                        ExpenseRefunded { Conversion: not null } or PaymentRefunded { Conversion: not null } => "RefundConverted",
                        var other => other.Descriptor.Name,
                    }
                    where expected.Contains(what)
                    select (what, history.Budget.Name));
            });
        }

        reached.ShouldBe(from what in expected from name in names select (what, name), ignoreOrder: true);
    }

    [Fact, Trait("row", "BUD-08")]
    public void Holds_that_are_carried_into_a_budget_stay_within_what_a_content_may_cost_there()
    {
        static FundsReserved Held(string id, long amountMicros) => new(Story.Reserved(id, amountMicros)) { CostObject = new() { Content = "workspaces/acme/contents/teaser" } };
        static CarryForwardRequest Carry(params string[] ids) => new() { CounterBudget = Story.BudgetName, Reservations = { ids } };

        var giver = Scenario.Given([new BudgetCreated { Budget = WithoutPeriod(Story.ByHand()) }, .. Story.Active.Skip(1), Held("a", 90), Held("b", 120)]).Budget;
        var receiver = Scenario.Given([.. Story.Kept, Held("c", 300)]);
        Outcome Carried(params string[] ids) => receiver.When(
            (budget, request, context) => BudgetDecider.CarryIn(budget, request, giver.Root, [.. ids.Select(id => giver.Find<Reservation>($"reservations/{id}")!)], context), Carry(ids));

        Carried("a").Refusal.ShouldBeNull();
        Carried("a", "b").Refusal!.Reason.ShouldBe(ErrorReason.ContentCapExceeded);
    }

    private static History[] Both(string currencyCode)
    {
        var other = WithoutPeriod(Story.WithReserve());
        other.CurrencyCode = currencyCode;
        return [new(Story.BudgetName, Story.WithReserve()), new($"{Story.BudgetName}-other", other)];
    }

    /// <summary>Nobody can tell which of two is the later one, so holds are carried both ways.</summary>
    private static Budget WithoutPeriod(Budget budget)
    {
        (budget.PeriodStartDate, budget.PeriodEndDate) = (null, null);
        return budget;
    }

    private static void EachAccountMustBeTheFigureOfItsLine(History history)
    {
        var lines = Entries(history).ToLookup(entry => entry.Line);
        foreach (var line in history.Budget.Root.Lines)
        {
            long Balance(Account account) => lines[line.LineId].Sum(entry => entry.Change(account));

            line.ShouldHave(Balance(Account.Held), Balance(Account.Spent) + Balance(Account.Paid), Balance(Account.Left));
            line.PaidAmountMicros.ShouldBe(Balance(Account.Paid));
            line.AllocatedAmountMicros.ShouldBe(-Balance(Account.Unallocated));
        }

        history.MustBalance();
    }

    private static IEnumerable<LedgerEntry> Entries(History history) =>
        history.Recorded.Select(recorded => Ledger.Entry(history.Budget.Root, recorded, Story.Alice)).OfType<LedgerEntry>();

    private static long Allocated(IMessage message) => message switch
    {
        FundsAllocated allocated => allocated.AmountMicros,
        AllocationIncreased increased => increased.AmountMicros,
        AllocationDecreased decreased => -decreased.AmountMicros,
        ReserveDrawn drawn => -drawn.AmountMicros,
        _ => 0,
    };

    /// <summary>An attempt on one budget, or on both: what is decided in each is stored at once, or none of it is.</summary>
    private static void Try(History one, History other, Attempt attempt)
    {
        other.Wait(attempt);
        if (attempt.Verb is not (Verb.Transfer or Verb.Receive or Verb.CarryForward))
        {
            one.Try(attempt);
            return;
        }

        one.Wait(attempt);
        try
        {
            var (given, taken) = attempt.Verb == Verb.CarryForward ? Carry(one, other, attempt) : Transfer(one, other, attempt);
            one.Fold(given);
            other.Fold(taken);
        }
        catch (Refusal)
        {
        }
    }

    private static (IMessage[] Given, IMessage[] Taken) Transfer(History giver, History receiver, Attempt attempt)
    {
        var away = new TransferLeg { Line = "content", AmountMicros = attempt.AmountMicros, CounterBudget = receiver.Budget.Name, CounterLine = attempt.Pick % 3 == 0 ? "content" : "traffic" };
        var request = new TransferFundsRequest { Name = giver.Budget.Name, Legs = { away } };
        if (giver.Budget.Root.CurrencyCode != receiver.Budget.Root.CurrencyCode)
            away.ExchangeRate = new ExchangeRate { RateNanos = 137_000_001L * (1 + (attempt.Pick % 50)) };
        if (attempt.Verb == Verb.Receive)
            request.Legs.Add(new TransferLeg { Line = "content", AmountMicros = 1 + (attempt.AmountMicros / 2), CounterLine = "traffic" });
        var context = giver.Context(attempt);
        return (
            [.. BudgetDecider.Transfer(giver.Budget, request, context.Id, context)],
            [.. BudgetDecider.Receive(receiver.Budget, request, context.Id, giver.Budget.Root, receiver.Context(attempt))]);
    }

    private static (IMessage[] Given, IMessage[] Taken) Carry(History giver, History receiver, Attempt attempt)
    {
        Reservation[] holds = [.. giver.Reservations.Where(hold => hold.State == Reservation.Types.State.Held).Take(1 + (attempt.Pick % 3))];
        var request = new CarryForwardRequest { Name = giver.Budget.Name, CounterBudget = receiver.Budget.Name, MoveFunds = attempt.Final };
        return (
            [.. BudgetDecider.CarryOut(giver.Budget, request, holds, giver.Context(attempt))],
            [.. BudgetDecider.CarryIn(receiver.Budget, request, giver.Budget.Root, holds, receiver.Context(attempt))]);
    }
}
