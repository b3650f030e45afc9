using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;
using Date = Google.Type.Date;

namespace OpsPlatform.Server.Tests.Budgets;

/// <summary>A budget as it was: by when its entries were posted, and by the days that they count for.</summary>
public sealed class AsOf(RunningServer server) : ServerTest(server)
{
    [Fact]
    public async Task Balances_and_the_budget_are_told_as_of_any_past_time()
    {
        var budget = await Server.ActiveAsync(("content", 1_000), ("traffic", 500));
        var moments = new List<(Timestamp Time, Budget Budget)> { (Now(), await Server.GetAsync(budget.Name)) };
        foreach (var step in Steps(budget.Name))
        {
            Server.Clock.Advance(TimeSpan.FromMinutes(1));
            await step();
            moments.Add((Now(), await Server.GetAsync(budget.Name)));
        }

        foreach (var (time, then) in moments)
        {
            (await Operator.GetBudgetAsync(new() { Name = budget.Name, ReadTime = time })).ShouldBe(then);
            var balances = await Operator.GetBalancesAsync(new() { Name = budget.Name, ReadTime = time });
            balances.Lines.Select(line => (line.Line, line.AllocatedAmountMicros, line.HeldAmountMicros, line.SpentAmountMicros, line.PaidAmountMicros, line.LeftAmountMicros))
                .ShouldBe(then.Lines.Select(line => (line.LineId, line.AllocatedAmountMicros, line.HeldAmountMicros, line.SpentAmountMicros, line.PaidAmountMicros, line.LeftAmountMicros)));
            var entries = (await Operator.ListEntriesAsync(new() { Parent = budget.Name, PageSize = 1000, Filter = $"post_time <= \"{time.ToDateTime():O}\"" })).Entries;
            entries.Where(entry => entry.Line == "content").Sum(entry => (entry.Destination == LedgerEntry.Types.Account.Left ? entry.AmountMicros : 0) - (entry.Source == LedgerEntry.Types.Account.Left ? entry.AmountMicros : 0))
                .ShouldBe(then.Lines[0].LeftAmountMicros);
        }

        await Operator.GetBudgetAsync(new() { Name = budget.Name, ReadTime = Timestamp.FromDateTime(DateTime.UnixEpoch) }).Refused(ErrorReason.ResourceNotFound);
        await Operator.GetBalancesAsync(new() { Name = budget.Name, ReadTime = Timestamp.FromDateTime(DateTime.UnixEpoch) }).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task Balances_are_told_for_days_until_one()
    {
        var budget = await Server.ActiveAsync(("content", 1_000));
        await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 10, EffectiveDate = Day(3, 1) });
        await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 20, EffectiveDate = Day(3, 20) });

        async Task<long> SpentUntil(Date? day) => (await Operator.GetBalancesAsync(new() { Name = budget.Name, EffectiveDate = day })).Lines.SingleOrDefault()?.SpentAmountMicros ?? 0;

        (await SpentUntil(Day(2, 28)), await SpentUntil(Day(3, 1)), await SpentUntil(Day(3, 19)), await SpentUntil(Day(3, 20)), await SpentUntil(null)).ShouldBe((0, 10, 10, 30, 30));
        await Operator.GetBalancesAsync(new() { Name = $"{Workspace}/budgets/none" }).Refused(ErrorReason.ResourceNotFound);
    }

    private IEnumerable<Func<Task>> Steps(string budget)
    {
        var (hold, expense) = (new Reservation(), new Expense());
        yield return async () => hold = await Operator.ReserveFundsAsync(new() { Parent = budget, Line = "content", AmountMicros = 300 });
        yield return async () => await Operator.CaptureReservationAsync(new() { Name = hold.Name, AmountMicros = 120 });
        yield return async () => expense = await Operator.RecordExpenseAsync(new() { Parent = budget, Line = "traffic", AmountMicros = 50 });
        yield return async () => await Operator.PayExpenseAsync(new() { Name = expense.Name, AmountMicros = 30 });
        yield return async () => await Operator.RefundExpenseAsync(new() { Name = expense.Name, AmountMicros = 40 });
        yield return async () => await Operator.TransferFundsAsync(new() { Name = budget, Legs = { new TransferLeg { Line = "content", AmountMicros = 77, CounterLine = "traffic" } } });
        yield return async () => await Operator.ReleaseReservationAsync(new() { Name = hold.Name });
    }

    private Timestamp Now() => Timestamp.FromDateTimeOffset(Server.Clock.GetUtcNow());

    private static Date Day(int month, int day) => new() { Year = 2026, Month = month, Day = day };
}
