using Npgsql;
using OpsPlatform.Bench.Baselines;
using OpsPlatform.Bench.Feed;
using OpsPlatform.Bench.Load;
using OpsPlatform.Bench.Platform;
using OpsPlatform.Bench.Report;
using OpsPlatform.Budgets.V1;
using OpsPlatform.EventStore;

namespace OpsPlatform.Bench;

/// <summary>One run from the first budget to the report.</summary>
internal sealed class Run(Settings settings, Node node, TimeSpan memoryDuration, Workspace workspace, Lanes stub, Lanes sdk, Lanes empty, Pgbench pgbench)
{
    private const double DeliveriesPerSecond = 1000;

    private static readonly int[] s_callers = [1, 8, Workspace.MostCallers];

    /// <summary>Gives the report, in Markdown; progress goes to the error output.</summary>
    /// <exception cref="WorthlessRunException">A call failed, or what was stored is not what was acknowledged.</exception>
    public static async Task<string> MeasureAsync(Settings settings, Node node, TimeSpan memoryDuration, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(node.Database);
        var facts = await Facts.ReadAsync(settings, database, cancellation);

        await using var workspace = await Workspace.OpenAsync(node, cancellation);
        var token = await workspace.Operations.GetAccessTokenAsync(cancellation);
        using var stub = Lanes.OfStub(node.Address, token);
        using var sdk = Lanes.OfSdk(workspace.Connect);

        await workspace.OneForAll[0].ReserveAsync(stub, caller: 0);
        var pgbench = new Pgbench(settings, node, await BaselineRows.PrepareAsync(database, Workspace.Id, cancellation));
        var answer = await stub[0].GetBudgetAsync(new GetBudgetRequest { Name = workspace.OneForAll[0].Name }, stub.Options);
        using var emptyServer = await EmptyServerProcess.StartAsync(answer, cancellation);
        using var empty = Lanes.OfStub(emptyServer.Address, token);

        var run = new Run(settings, node, memoryDuration, workspace, stub, sdk, empty, pgbench);
        var report = await run.CompareAsync(facts, cancellation);
        return report + await run.VerifyAsync(database, cancellation);
    }

    private async Task<string> CompareAsync(IReadOnlyList<string> facts, CancellationToken cancellation)
    {
        Comparison[] commands =
        [
            .. s_callers.Select(callers => Commands("one budget each", callers, workspace.OneEach)),
            .. s_callers.Skip(1).Select(callers => Commands("all on one budget", callers, workspace.OneForAll)),
        ];
        Comparison[] reads = [.. s_callers.Select(callers => new Comparison("GetBudget", callers, Reads("platform", stub), Reads("empty method", empty)))];
        Comparison[] calls = [.. s_callers.Select(callers => new Comparison("GetBudget", callers, Reads("SDK", sdk), Reads("bare stub", stub)))];

        await WarmUpAsync(cancellation);
        await Comparison.RunAsync([.. commands, .. reads, .. calls], settings, cancellation);

        // Half of what both can do: neither is overloaded, and none is given less to do.
        var crowd = commands[2];
        var half = CommandsAt(Math.Min(crowd.Subject.PerSecond, crowd.Baseline.PerSecond) / 2);
        await Comparison.RunAsync([half], settings, cancellation);
        var (catchingUp, deliveries) = await FollowAsync(cancellation);
        return Page.Of(facts, commands, half, reads, calls, catchingUp, deliveries, await WatchMemoryAsync(cancellation));
    }

    private async Task<(Comparison CatchingUp, Figures Deliveries)> FollowAsync(CancellationToken cancellation)
    {
        await using var writer = await FeedNode.StartAsync(node, cancellation);
        await using var follower = await FeedNode.StartAsync(node, cancellation);
        await using var database = PostgresEventStore.OpenDatabase(node.Database);
        var time = Settings.Warmup + settings.Duration;
        CatchingUp Reader() => new(follower, database, Workspace.Id, time);
        var catchingUp = new Comparison("events of one workspace", 1, new Side("follower", (_, stop) => Reader().FollowAsync(stop)), new Side("bare SELECT", (_, stop) => Reader().SelectAsync(stop)));
        await Comparison.RunAsync([catchingUp], settings, cancellation);

        List<Figures> deliveries = [];
        for (var round = 0; round < settings.Rounds; round++)
            deliveries.Add(Figures.Of(await new Delivery(writer, follower).RunAsync(DeliveriesPerSecond, time, cancellation), settings.Duration));
        return (catchingUp, Figures.Median(deliveries));
    }

    private async Task<ServerMemory> WatchMemoryAsync(CancellationToken cancellation)
    {
        await Console.Error.WriteLineAsync($"Watching the server's memory for {memoryDuration.TotalMinutes:N1} minutes");
        return await ServerMemory.WatchAsync(
            node.ProcessId, memoryDuration, () => ClosedLoop.RunAsync(Workspace.MostCallers, memoryDuration, WriteOrReadAsync, cancellation), cancellation);

        // Three reads to a command, by the SDK, because it may last longer than a token.
        Task WriteOrReadAsync(int caller) => Random.Shared.Next(4) == 0 ? workspace.OneEach[caller].ReserveAsync(sdk, caller) : workspace.OneEach[caller].GetAsync(sdk, caller);
    }

    /// <summary>Afterwards the hot paths of server and load generator are compiled.</summary>
    private async Task WarmUpAsync(CancellationToken cancellation)
    {
        await Console.Error.WriteLineAsync("Warming up");
        foreach (var side in new[] { Writes(workspace.OneEach), Reads("", stub), Reads("", sdk), Reads("", empty) })
            await side.RunAsync(8, cancellation);
    }

    private Comparison Commands(string work, int callers, IReadOnlyList<BudgetUnderLoad> budgets) =>
        new(work, callers, Writes(budgets), Pgbench(budgets, perSecond: null));

    private Comparison CommandsAt(double perSecond) => new(
        $"one budget each, {perSecond:N0} come a second",
        Workspace.MostCallers,
        new Side("platform", (callers, cancellation) =>
            OpenLoop.RunAsync(callers, perSecond, Settings.Warmup + settings.Duration, caller => workspace.OneEach[caller].ReserveAsync(stub, caller), cancellation)),
        Pgbench(workspace.OneEach, perSecond));

    private Side Pgbench(IReadOnlyList<BudgetUnderLoad> budgets, double? perSecond)
    {
        var stream = budgets[0].Name[$"workspaces/{Workspace.Id}/".Length..^1];
        return new Side("pgbench", (clients, cancellation) => pgbench.RunAsync(stream, budgets.Count, clients, perSecond, cancellation));
    }

    private Side Writes(IReadOnlyList<BudgetUnderLoad> budgets) =>
        Calls("platform", caller => budgets[caller % budgets.Count].ReserveAsync(stub, caller));

    private Side Reads(string name, Lanes lanes) =>
        Calls(name, caller => workspace.OneEach[caller].GetAsync(lanes, caller));

    private Side Calls(string name, Func<int, Task> call) =>
        new(name, (callers, cancellation) => ClosedLoop.RunAsync(callers, Settings.Warmup + settings.Duration, call, cancellation));

    private async Task<string> VerifyAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await Console.Error.WriteLineAsync("Checking balances and ledgers");
        foreach (var budget in workspace.Budgets)
            await budget.VerifyAsync(workspace.Operations, cancellation);
        var stored = await BaselineRows.CountAsync(database, cancellation);
        if (stored != pgbench.Committed)
            throw new WorthlessRunException($"pgbench reports {pgbench.Committed:N0} transactions, and its table has {stored:N0} events.");
        return Page.Checked(workspace.Budgets.Sum(budget => budget.Acknowledged), workspace.OneForAll[0].Acknowledged, stored);
    }
}
