using OpsPlatform.Budgets.V1;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;
using Kind = OpsPlatform.Budgets.V1.LedgerEntry.Types.Kind;

namespace OpsPlatform.Server.Tests.Budgets;

/// <summary>
/// Callers that do whatever they like at once, through two servers. Whatever order the platform has put them in, that order is
/// the ledger, and replayed one by one it must be a history that a single caller could have made.
/// </summary>
public sealed class RandomHistories(RunningServer server) : ServerTest(server)
{
    private const int Callers = 8;
    private const int CallsOfEach = 20;

    [Fact]
    public async Task Concurrent_calls_are_as_if_they_had_come_one_after_another()
    {
        await using var other = await Server.StartAnotherAsync();
        var seed = Random.Shared.Next();
        var budget = await Server.ActiveAsync(("content", 500), ("traffic", 300));

        var callers = Enumerable.Range(0, Callers).Select(i => new RandomCaller((i % 2 == 0 ? Server : other).Operator.Budgets, budget, seed + i)).ToArray();
        await Task.WhenAll(callers.Select(caller => caller.RunAsync(CallsOfEach)));

        var problem = $"seed {seed}";
        var entries = await Server.LedgerMustGiveTheLinesAsync(budget.Name);
        Keys(entries.Where(entry => entry.Kind != Kind.Allocated)).ShouldBe(callers.SelectMany(caller => caller.Done).Order(), problem + ": each answered change is in the ledger once, and nothing else is");

        var holds = (await Operator.ListReservationsAsync(new() { Parent = budget.Name, PageSize = 1000 })).Reservations;
        var expenses = (await Operator.ListExpensesAsync(new() { Parent = budget.Name, PageSize = 1000 })).Expenses;
        var after = await Server.GetAsync(budget.Name);
        foreach (var line in after.Lines)
        {
            holds.Where(hold => hold.Line == line.LineId).Sum(hold => hold.HeldAmountMicros).ShouldBe(line.HeldAmountMicros, problem);
            expenses.Where(expense => expense.Line == line.LineId).Sum(expense => expense.AmountMicros - expense.RefundedAmountMicros).ShouldBe(line.SpentAmountMicros, problem);
        }

        holds.ShouldAllBe(hold => hold.AmountMicros == hold.HeldAmountMicros + hold.CapturedAmountMicros + hold.ReleasedAmountMicros);
        holds.Count(hold => hold.State == Reservation.Types.State.Held).ShouldBe(after.OpenReservationCount, problem);
    }

    private static IOrderedEnumerable<string> Keys(IEnumerable<LedgerEntry> entries) => entries.Select(entry => RandomCaller.Key(entry.Kind, entry.AmountMicros, entry.ExternalReference)).Order();
}
