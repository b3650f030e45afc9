using System.Text;
using OpsPlatform.Bench.Load;

namespace OpsPlatform.Bench.Report;

/// <summary>Tables in Markdown whose columns line up, for the terminal and for a page alike.</summary>
internal static class Table
{
    public static string Of(IReadOnlyList<Comparison> comparisons)
    {
        var first = comparisons[0];
        return Of(
            ["", "callers", $"{first.SubjectName}: per s", "p50 ms", "p99 ms", $"{first.BaselineName}: per s", "p50 ms", "p99 ms", "ratio of rates", "ratio of p50"],
            comparisons.Select(row => (string[])[row.Work, $"{row.Callers}", .. Cells(row.Subject), .. Cells(row.Baseline), $"{row.Rate}", $"{row.P50}"]));
    }

    public static string Of(string[] header, IEnumerable<string[]> rows)
    {
        string[][] all = [header, .. rows];
        int[] widths = [.. Enumerable.Range(0, header.Length).Select(column => all.Max(row => row[column].Length))];
        var text = new StringBuilder();
        Append(header);
        Append([.. widths.Select((width, column) => column == 0 ? new string('-', width) : $"{new string('-', width - 1)}:")]);
        foreach (var row in all.Skip(1))
            Append(row);
        return text.ToString();

        void Append(string[] row) =>
            text.Append("| ").AppendJoin(" | ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).Append(" |\n");
    }

    private static string[] Cells(Figures figures) => [$"{figures.PerSecond:N0}", $"{figures.P50Ms:N2}", $"{figures.P99Ms:N2}"];
}
