using OpsPlatform.Bench.Load;

namespace OpsPlatform.Bench.Report;

/// <summary>The report, as it is printed and kept.</summary>
internal static class Page
{
    public static string Of(IReadOnlyList<string> facts, IReadOnlyList<Comparison> commands, IReadOnlyList<Comparison> reads, IReadOnlyList<Comparison> calls) =>
        $"""
        # Results

        {string.Join("\n", facts.Select(fact => $"- {fact}"))}

        Figures are medians of the rounds; a ratio is the median, and the range, of the ratios of single rounds. [README.md](README.md) says what is compared.

        ## Against the aims

        {Aims(commands, reads, calls)}
        ## Durable commands: ReserveFunds beside pgbench

        {Table.Of(commands)}
        ## Reads: GetBudget beside an empty method

        {Table.Of(reads)}
        ## Calls: the SDK beside the bare stub

        {Table.Of(calls)}

        """;

    public static string Checked(long acknowledged, long onOneBudget, long byPgbench) =>
        $"""
        ## Checked afterwards

        {acknowledged:N0} holds were acknowledged, {onOneBudget:N0} of them on one budget. The ledgers have exactly these entries and their sums, every line's holds and rest
        add up to what it was allocated, and not one micro is overspent. The baseline stored {byPgbench:N0} events, as many as pgbench reports.

        """;

    private static string Aims(IReadOnlyList<Comparison> commands, IReadOnlyList<Comparison> reads, IReadOnlyList<Comparison> calls)
    {
        var (alone, crowd, crowdOnOne) = (commands[0], commands[2], commands[^1]);
        return Table.Of(
            ["", "ratio", "aim"],
            [
                [$"commands per second, {crowd.Callers} callers, {crowd.Work}, to pgbench", $"{crowd.Rate}", ">= 1.0"],
                [$"commands per second, {crowdOnOne.Callers} callers, {crowdOnOne.Work}, to {crowd.Work}", $"{crowdOnOne.RateBeside(crowd)}", ">= 1.0"],
                ["median latency of a command by a lone caller, to pgbench", $"{alone.P50}", "<= 3.0"],
                [$"reads per second, {reads[^1].Callers} callers, to an empty method", $"{reads[^1].Rate}", ">= 0.8"],
                ["median latency of a call by the SDK, lone caller, to the bare stub", $"{calls[0].P50}", "<= 1.05"],
            ]);
    }
}
