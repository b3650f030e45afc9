namespace Walkthrough.Report;

/// <summary>Numbers in a row as blocks of eight heights, from nothing to the highest.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    public static string Of(IReadOnlyCollection<long> values) =>
        string.Concat(values.Select(value => Blocks[(int)(value * (Blocks.Length - 1) / Math.Max(1, values.Max()))]));
}
