using OpsPlatform.Bench.Load;
using OpsPlatform.Bench.Platform;

namespace OpsPlatform.Bench.Report;

/// <summary>The report, as it is printed and kept.</summary>
internal static class Page
{
    public static string Of(IReadOnlyList<string> facts, IReadOnlyList<Comparison> commands, Comparison half, IReadOnlyList<Comparison> reads, IReadOnlyList<Comparison> calls,
        Comparison catchingUp, Figures deliveries, ServerMemory memory) =>
        $"""
        # Results

        {string.Join("\n", facts.Select(fact => $"- {fact}"))}

        Figures are medians of the rounds; a ratio is the median, and the range, of the ratios of single rounds. [README.md](README.md) says what is compared.

        ## Against the aims

        {Aims(commands, half, reads, calls, catchingUp, deliveries, memory)}
        ## Durable commands: ReserveFunds beside pgbench

        {Table.Of(commands)}
        ## Latency at half of the load: ReserveFunds beside pgbench at the same rate

        {LatencyTable(half)}
        ## Reads: GetBudget beside an empty method

        {Table.Of(reads)}
        ## Calls: the SDK beside the bare stub

        {Table.Of(calls)}
        ## Following: a subscriber in this process

        {Table.Of(["", $"{catchingUp.SubjectName}: events per s", $"{catchingUp.BaselineName}: events per s", "ratio"], [[catchingUp.Work, $"{catchingUp.Subject.PerSecond:N0}", $"{catchingUp.Baseline.PerSecond:N0}", $"{catchingUp.Rate}"]])}
        {Table.Of(["", "events per s", "p50 ms", "p99 ms"], [["from the acknowledged commit to a subscriber on another node", $"{deliveries.PerSecond:N0}", $"{deliveries.P50Ms:N2}", $"{deliveries.P99Ms:N2}"]])}
        ## Memory: the server's process under 64 callers, three reads to a command

        {Table.Of(["", $"MiB after {Text(memory.EarlyAt)}", $"MiB after {Text(memory.Load)}", "most MiB", "ratio"], [["server", $"{memory.Early:N0}", $"{memory.Late:N0}", $"{memory.Peak:N0}", $"**{memory.Growth:N2}**"]])}

        """;

    public static string Checked(long acknowledged, long onOneBudget, long byPgbench) =>
        $"""
        ## Checked afterwards

        {acknowledged:N0} holds were acknowledged, {onOneBudget:N0} of them on one budget. The ledgers have exactly these entries and their sums, every line's holds and rest
        add up to what it was allocated, and not one micro is overspent. The baseline stored {byPgbench:N0} events, as many as pgbench reports.

        """;

    private static string Aims(IReadOnlyList<Comparison> commands, Comparison half, IReadOnlyList<Comparison> reads, IReadOnlyList<Comparison> calls,
        Comparison catchingUp, Figures deliveries, ServerMemory memory)
    {
        var (alone, crowd, crowdOnOne) = (commands[0], commands[2], commands[^1]);
        return Table.Of(
            ["", "ratio", "aim"],
            [
                [$"commands per second, {crowd.Callers} callers, {crowd.Work}, to pgbench", $"{crowd.Rate}", ">= 1.0"],
                [$"commands per second, {crowdOnOne.Callers} callers, {crowdOnOne.Work}, to {crowd.Work}", $"{crowdOnOne.RateBeside(crowd)}", ">= 1.0"],
                ["median latency of a command by a lone caller, to pgbench", $"{alone.P50}", "<= 3.0"],
                ["p99 latency of a command at half of the load, to pgbench at the same rate", $"{half.P99}", "<= 3.0"],
                [$"reads per second, {reads[^1].Callers} callers, to an empty method", $"{reads[^1].Rate}", ">= 0.8"],
                ["median latency of a call by the SDK, lone caller, to the bare stub", $"{calls[0].P50}", "<= 1.05"],
                ["events per second to one subscriber that catches up, to the bare SELECT", $"{catchingUp.Rate}", ">= 0.5"],
                [$"p99 from commit to subscriber at {deliveries.PerSecond:N0} events a second, in ms", $"**{deliveries.P99Ms:N0}**", "<= 50"],
                [$"the server's memory after {Text(memory.Load)} of load, to {Text(memory.EarlyAt)}", $"**{memory.Growth:N2}**", "<= 1.2"],
                ["the most memory that it took, in MiB", $"**{memory.Peak:N0}**", "<= 512"],
            ]);
    }

    private static string LatencyTable(Comparison half) => Table.Of(
        ["", $"{half.SubjectName}: p50 ms", "p99 ms", $"{half.BaselineName}: p50 ms", "p99 ms", "ratio of p50", "ratio of p99"],
        [[half.Work, $"{half.Subject.P50Ms:N2}", $"{half.Subject.P99Ms:N2}", $"{half.Baseline.P50Ms:N2}", $"{half.Baseline.P99Ms:N2}", $"{half.P50}", $"{half.P99}"]]);

    private static string Text(TimeSpan time) => time < TimeSpan.FromMinutes(1) ? $"{time.TotalSeconds:N0} s" : $"{time.TotalMinutes:N0} min";
}
