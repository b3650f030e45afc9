using Npgsql;
using OpsPlatform.Bench.Load;
using OpsPlatform.Bench.Platform;
using OpsPlatform.Bench.Report;

namespace OpsPlatform.Bench.Abuse;

/// <summary>How a neighbour fares beside an attacker, each attack in turn with peace.</summary>
internal static class AbuseRun
{
    private const int Callers = 8;
    private const double PerSecond = 200;

    /// <exception cref="WorthlessRunException">A call of the neighbour failed.</exception>
    public static async Task<string> MeasureAsync(Settings settings, Node node, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(node.Database);
        var facts = await Facts.ReadAsync(settings, database, cancellation);
        await using var workspace = await Workspace.OpenAsync(node, cancellation);
        using var stub = Lanes.OfStub(node.Address, await workspace.Operations.GetAccessTokenAsync(cancellation));
        var address = new Uri(node.Address);
        Comparison[] attacks = [.. Attack.All.Select(attack => new Comparison(
            attack.Name, Callers, new Side("attacked", (callers, stop) => BesideAsync(attack, callers, stop)), new Side("in peace", CallAsync)))];
        await Console.Error.WriteLineAsync("Warming up");
        await attacks[0].WarmUpAsync(cancellation);
        await Comparison.RunAsync(attacks, settings, cancellation);
        return Page(facts, attacks);

        async Task<IReadOnlyList<Sample>> CallAsync(int callers, CancellationToken stop) =>
            await OpenLoop.RunAsync(callers, PerSecond, Settings.Warmup + settings.Duration, GetAsync, stop);

        async Task GetAsync(int caller) => await workspace.OneEach[caller].GetAsync(stub, caller);

        async Task<IReadOnlyList<Sample>> BesideAsync(Attack attack, int callers, CancellationToken stop)
        {
            using var attacker = await AttackerProcess.StartAsync(attack, address, stop);
            return await CallAsync(callers, stop);
        }
    }

    private static string Page(IReadOnlyList<string> facts, IReadOnlyList<Comparison> attacks) =>
        $"""
        # Abuse

        {string.Join("\n", facts.Select(fact => $"- {fact}"))}

        A neighbour calls `GetBudget` {PerSecond:N0} times a second, at random, on connections of its own. The aim: its p99 beside an attacker is less than twice that in peace.
        Figures are medians of the rounds, ratios of single rounds; [README.md](README.md) says more.

        {Table.Of(
            ["attack", "in peace: p50 ms", "p99 ms", "attacked: p50 ms", "p99 ms", "ratio of p99", "aim"],
            attacks.Select(row => (string[])[row.Work, .. Cells(row.Baseline), .. Cells(row.Subject), $"{row.P99}", "< 2"]))}
        """;

    private static string[] Cells(Figures figures) => [$"{figures.P50Ms:N2}", $"{figures.P99Ms:N2}"];
}
