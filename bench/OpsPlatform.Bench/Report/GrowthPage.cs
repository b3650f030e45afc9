using OpsPlatform.Bench.Growth;
using OpsPlatform.Bench.Load;

namespace OpsPlatform.Bench.Report;

/// <summary>The report of a run on a long and a short history.</summary>
internal static class GrowthPage
{
    public static string Of(
        IReadOnlyList<string> facts, GrowthNode grown, GrowthNode small, IReadOnlyList<Comparison> commands, IReadOnlyList<Comparison> reads, IReadOnlyList<Comparison> lists, long reservations, StartTimes start) =>
        $"""
        # Growth

        {string.Join("\n", facts.Select(fact => $"- {fact}"))}

        {grown.Node.History.Events:N0} events in the store, beside {small.Node.History.Events:N0} in another one. Figures are medians of the rounds; a ratio is the median, and the
        range, of the ratios of single rounds. [README.md](README.md) says what is compared.

        ## Against the aims

        {Table.Of(["", "ratio", "aim"], [
            .. commands.Concat(reads).Select(row => (string[])[$"cost: {row.Work}, callers: {row.Callers}", $"{row.Cost}", "<= 1.1"]),
            .. lists.Select(row => (string[])[$"{row.Work}, to {row.BaselineName}", $"{row.P50}", "<= 2.0"]),
            ["seconds from a server's start to its first answer", $"**{Seconds(start.Grown):N2}**", "<= 2.0"],
        ])}
        ## Commands

        {Table.Of(commands)}
        ## Loads and pages

        {Table.Of(reads)}
        ## Filtered pages

        Out of {reservations:N0} reservations.

        {Table.Of(lists)}
        ## Start

        {Table.Of(["events in the store", "s to the first answer"], [[$"{grown.Node.History.Events:N0}", $"{Seconds(start.Grown):N2}"], [$"{small.Node.History.Events:N0}", $"{Seconds(start.Small):N2}"]])}

        """;

    private static double Seconds(IReadOnlyList<TimeSpan> times) => Figures.Median(times.Select(time => time.TotalSeconds));
}
