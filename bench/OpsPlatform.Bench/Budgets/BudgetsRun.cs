using System.Diagnostics;
using Npgsql;
using OpsPlatform.Bench.Load;
using OpsPlatform.Bench.Platform;
using OpsPlatform.Bench.Report;
using OpsPlatform.Budgets.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Bench.Budgets;

/// <summary>A budget that has had a million entries beside an empty one, and what is done to many holds at once.</summary>
internal sealed class BudgetsRun(Settings settings, Node node, Workspace workspace, Lanes lanes, NpgsqlDataSource database)
{
    /// <summary>What GetReturn needs, without a filter of its day that it could leave out here.</summary>
    private const string SpentByHand =
        """
        select data ->> 'line', sum((data ->> 'amountMicros')::bigint) from mt_events
        where tenant_id = $1 and stream_id = $2 and type in ('reservation_captured', 'expense_recorded')
            and make_date((data -> 'effectiveDate' ->> 'year')::int, (data -> 'effectiveDate' ->> 'month')::int, (data -> 'effectiveDate' ->> 'day')::int) between $3 and $4
        group by 1
        """;

    private const string CostsByHand =
        """
        select coalesce(data ->> 'costItem', ''), sum((data ->> 'amountMicros')::bigint) from mt_doc_expense
        where tenant_id = $1 and id >= $2 || '/expenses/' and id < $2 || '/expenses0'
        group by 1
        """;

    private static readonly int[] s_callers = [1, 8, Workspace.MostCallers];

    private readonly DateTime _today = TimeProvider.System.GetUtcNow().UtcDateTime.Date;

    /// <exception cref="WorthlessRunException">A call failed, or money is missing.</exception>
    public static async Task<string> MeasureAsync(Settings settings, Node node, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(node.Database);
        var facts = await Facts.ReadAsync(settings, database, cancellation);
        await using var workspace = await Workspace.OpenAsync(node, cancellation);
        using var lanes = Lanes.OfStub(node.Address, await workspace.Operations.GetAccessTokenAsync(cancellation));
        await Console.Error.WriteLineAsync("Waiting for the projections");
        await ServerProjections.SettleAsync(database, cancellation);
        return await new BudgetsRun(settings, node, workspace, lanes, database).CompareAsync(facts, cancellation);
    }

    private async Task<string> CompareAsync(IReadOnlyList<string> facts, CancellationToken cancellation)
    {
        var before = await LargeAsync(cancellation);
        var (large, empty) = (new BudgetUnderLoad(before.Name, before.Lines[0].LineId), workspace.OneForAll[0]);
        var orders = await OrdersUnderLoad.PrepareAsync(workspace, cancellation);
        Comparison[] holds = [.. s_callers.Select(callers => new Comparison("ReserveFunds", callers, Calls("large budget", large.ReserveAsync), Calls("empty budget", empty.ReserveAsync)))];
        Comparison[] reads = [.. s_callers.Select(callers => new Comparison("GetBudget", callers, Calls("large budget", large.GetAsync), Calls("empty budget", empty.GetAsync)))];
        Comparison[] chains =
        [
            .. s_callers.Select(callers => new Comparison(
                "one budget each", callers,
                Calls("CreateOrder", (lanes, caller) => orders.OrderAsync(lanes, caller, workspace.OneEach[caller])), Calls("ReserveFunds", (lanes, caller) => workspace.OneEach[caller].ReserveAsync(lanes, caller)))),
        ];
        await Console.Error.WriteLineAsync("Warming up");
        foreach (var comparison in (Comparison[])[holds[^1], reads[^1], chains[^1]])
            await comparison.WarmUpAsync(cancellation);
        await Comparison.RunAsync([.. holds, .. reads, .. chains], settings, cancellation);

        var many = new ManyHolds(workspace, lanes);
        List<TimeSpan> expired = [], closed = [], returned = [], returnedByHand = [], costed = [], costedByHand = [];
        for (var round = 0; round < settings.Rounds; round++)
        {
            await Console.Error.WriteLineAsync($"{ManyHolds.Count:N0} holds, and sums of all that was spent, round {round + 1} of {settings.Rounds}");
            expired.Add(await many.ExpireAsync($"expiring-{round}", cancellation));
            closed.Add(await many.CloseAsync($"closing-{round}", cancellation));
            returned.Add(await TimedAsync(async () => (await workspace.Operations.Budgets.GetReturnAsync(Return(), cancellationToken: cancellation)).LineCosts.Sum(line => line.CostMicros), before));
            returnedByHand.Add(await TimedAsync(() => SumAsync(SpentByHand, [new() { Value = DateOnly.FromDateTime(_today.AddDays(-364)) }, new() { Value = DateOnly.FromDateTime(_today) }], cancellation), before));
            costed.Add(await TimedAsync(async () => (await workspace.Operations.Budgets.GetCostSheetAsync(new() { Name = LargeBudget.Name }, cancellationToken: cancellation)).TotalAmountMicros, before));
            costedByHand.Add(await TimedAsync(() => SumAsync(CostsByHand, [], cancellation), before));
            await Console.Error.WriteLineAsync($"  expired {expired[^1].TotalSeconds:N2} s, closed {closed[^1].TotalSeconds:N2} s, GetReturn {returned[^1].TotalSeconds:N2} s ({returnedByHand[^1].TotalSeconds:N2} s), GetCostSheet {costed[^1].TotalSeconds:N2} s ({costedByHand[^1].TotalSeconds:N2} s)");
        }

        await VerifyAsync(before, large, cancellation);
        return Page(facts, holds, reads, chains, [("all released, and their money back", expired, "<= 5"), ("CloseBudget, until it is CLOSED", closed, "-")], [("GetReturn of 365 days", returned, returnedByHand), ("GetCostSheet", costed, costedByHand)]);
    }

    private Side Calls(string name, Func<Lanes, int, Task> call) =>
        new(name, (callers, cancellation) => ClosedLoop.RunAsync(callers, Settings.Warmup + settings.Duration, caller => call(lanes, caller), cancellation));

    private Side Calls(string name, Func<Lanes, int, TimeSpan?, Task> call) => Calls(name, (lanes, caller) => call(lanes, caller, null));

    private async Task<Budget> LargeAsync(CancellationToken cancellation) =>
        await workspace.Operations.Budgets.GetBudgetAsync(new GetBudgetRequest { Name = LargeBudget.Name }, cancellationToken: cancellation);

    private GetReturnRequest Return() => new() { Name = LargeBudget.Name, StartDate = DateOf(_today.AddDays(-364)), EndDate = DateOf(_today) };

    /// <summary>Nothing is spent during the run, so each sum must be what was spent before.</summary>
    private static async Task<TimeSpan> TimedAsync(Func<Task<long>> spent, Budget before)
    {
        var start = Stopwatch.GetTimestamp();
        var micros = await spent();
        var elapsed = Stopwatch.GetElapsedTime(start);
        var expected = before.Lines.Sum(line => line.SpentAmountMicros);
        return micros == expected ? elapsed : throw new WorthlessRunException($"{expected:N0} micros were spent, and the answer is {micros:N0}.");
    }

    private async Task<long> SumAsync(string sql, NpgsqlParameter[] more, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = Workspace.Id });
        command.Parameters.Add(new() { Value = LargeBudget.Name[$"workspaces/{Workspace.Id}/".Length..] });
        command.Parameters.AddRange(more);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var sum = 0L;
        while (await reader.ReadAsync(cancellation))
            sum += (long)reader.GetDecimal(1);
        return sum;
    }

    private async Task VerifyAsync(Budget before, BudgetUnderLoad large, CancellationToken cancellation)
    {
        await Console.Error.WriteLineAsync("Checking balances and ledgers");
        foreach (var budget in workspace.Budgets)
            await budget.VerifyAsync(workspace.Operations, cancellation);
        var after = await LargeAsync(cancellation);
        var open = LargeBudget.OpenHolds(node.History.Events);
        if (before.OpenReservationCount != open || after.OpenReservationCount != open + large.Acknowledged
            || after.Lines[0].HeldAmountMicros != before.Lines[0].HeldAmountMicros + (large.Acknowledged * BudgetUnderLoad.HoldMicros))
        {
            throw new WorthlessRunException($"{large.Acknowledged:N0} holds were acknowledged beside {open:N0}, and the budget went from {before} to {after}.");
        }
    }

    private string Page(
        IReadOnlyList<string> facts, IReadOnlyList<Comparison> holds, IReadOnlyList<Comparison> reads, IReadOnlyList<Comparison> chains,
        IReadOnlyList<(string Work, List<TimeSpan> Times, string Aim)> many, IReadOnlyList<(string Work, List<TimeSpan> Times, List<TimeSpan> ByHand)> sums) =>
        $"""
        # Budgets

        {string.Join("\n", facts.Select(fact => $"- {fact}"))}

        The large budget has {node.History.Events:N0} entries and {LargeBudget.OpenHolds(node.History.Events):N0} open holds. Figures are medians of the rounds; a ratio is the median, and the range, of the
        ratios of single rounds. [README.md](README.md) says what is compared.

        ## Against the aims

        {Table.Of(["", "", "aim"], [
            .. holds.Select(row => (string[])[$"holds a second, callers: {row.Callers}, large budget to empty", $"{row.Rate}", ">= 0.95"]),
            .. many.Select(row => (string[])[$"{ManyHolds.Count:N0} holds at once: {row.Work}, in s", Seconds(row.Times), row.Aim]),
        ])}
        ## Holds

        {Table.Of(holds)}
        ## Orders that hold their price, beside holds

        {Table.Of(chains)}
        ## Reads

        {Table.Of(reads)}
        ## Sums of what was spent, beside SQL by hand

        {Table.Of(["", "s", "by hand: s", "ratio"], sums.Select(row => (string[])[row.Work, Seconds(row.Times), Seconds(row.ByHand), $"{RatioOf(row.Times, row.ByHand)}"]))}
        ## Checked afterwards

        Every hold that was acknowledged is in the balances, to the micro; on the budgets that began empty each is in the ledger, too. What expired or was released is on its line again, and each sum is what was spent.

        """;

    private static string Seconds(IReadOnlyCollection<TimeSpan> times) => $"{Figures.Median(times.Select(time => time.TotalSeconds)):N2}";

    private static Ratio RatioOf(IEnumerable<TimeSpan> times, IEnumerable<TimeSpan> byHand)
    {
        double[] ratios = [.. times.Zip(byHand, (ours, theirs) => ours / theirs)];
        return new Ratio(Figures.Median(ratios), ratios.Min(), ratios.Max());
    }

    private static Date DateOf(DateTime day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };
}
