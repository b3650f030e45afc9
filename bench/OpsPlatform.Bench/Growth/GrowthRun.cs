using Npgsql;
using OpsPlatform.Bench.Load;
using OpsPlatform.Bench.Platform;
using OpsPlatform.Bench.Report;

namespace OpsPlatform.Bench.Growth;

/// <summary>One run on two nodes that differ in nothing but how much has happened on them.</summary>
internal sealed class GrowthRun(Settings settings, GrowthNode grown, GrowthNode small)
{
    /// <exception cref="WorthlessRunException">A call failed, or a server does not start.</exception>
    public static async Task<string> MeasureAsync(Settings settings, Node grownNode, Node smallNode, FileInfo server, CancellationToken cancellation)
    {
        await using var grown = await GrowthNode.OpenAsync(grownNode, cancellation);
        await using var small = await GrowthNode.OpenAsync(smallNode, cancellation);
        await using var database = NpgsqlDataSource.Create(grownNode.Database);
        var facts = await Facts.ReadAsync(settings, database, cancellation);
        var run = new GrowthRun(settings, grown, small);

        Comparison[] commands = [run.Compare("ReserveFunds", 1, node => node.ReserveAsync), run.Compare("ReserveFunds", Workspace.MostCallers, node => node.ReserveAsync)];
        Comparison[] reads =
        [
            run.Compare("load of any stream", 1, node => node.LoadAsync),
            run.Compare("GetBudget, any", 1, node => node.GetAsync),
            run.Compare("ListBudgets, page of 50", 1, node => node.ListBudgetsAsync),
            run.Compare("ListEntries, page of 100", 1, node => node.ListEntriesAsync),
            run.Compare("feed, page of 100, anywhere", 1, node => node.FollowAsync),
        ];
        Comparison[] lists = [run.List(oneIn: 10), run.List(oneIn: 100)];
        await Console.Error.WriteLineAsync("Waiting for the projections");
        await small.SettleAsync(cancellation);
        await grown.SettleAsync(cancellation);
        await Console.Error.WriteLineAsync("Warming up");
        foreach (var comparison in (Comparison[])[commands[^1], .. reads, .. lists])
            await comparison.WarmUpAsync(cancellation);
        await Comparison.RunAsync([.. commands, .. reads, .. lists], settings, cancellation);

        return GrowthPage.Of(facts, grown, small, commands, reads, lists, await grown.CountReservationsAsync(cancellation), await run.StartAsync(server, cancellation));
    }

    private async Task<StartTimes> StartAsync(FileInfo server, CancellationToken cancellation)
    {
        var times = new StartTimes([], []);
        for (var round = 0; round < settings.Rounds; round++)
        {
            times.Grown.Add(await ServerStart.MeasureAsync(server, grown.Node, cancellation));
            times.Small.Add(await ServerStart.MeasureAsync(server, small.Node, cancellation));
        }

        return times;
    }

    private Comparison List(int oneIn) => new(
        $"ListReservations, page of 100, one in {oneIn} passes", 1,
        Calls("platform", caller => grown.ListReservationsAsync(caller, oneIn)), Calls("SQL by hand", _ => grown.ListReservationsByHandAsync(oneIn)));

    private Comparison Compare(string work, int callers, Func<GrowthNode, Func<int, Task>> call) =>
        new(work, callers, Calls($"{grown.Node.History.Events:N0}", call(grown)), Calls($"{small.Node.History.Events:N0}", call(small)));

    private Side Calls(string name, Func<int, Task> call) =>
        new(name, (callers, cancellation) => ClosedLoop.RunAsync(callers, Settings.Warmup + settings.Duration, call, cancellation));
}

/// <summary>How long servers took to start, round by round.</summary>
internal sealed record StartTimes(List<TimeSpan> Grown, List<TimeSpan> Small);
