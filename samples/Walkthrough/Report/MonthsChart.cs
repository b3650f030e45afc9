using OpsPlatform.Client;
using Spectre.Console;

namespace Walkthrough.Report;

/// <summary>The months of all budgets together, as bars.</summary>
internal static class MonthsChart
{
    public static BarChart Of(IReadOnlyList<Book> books)
    {
        var chart = new BarChart().Label("All budgets together").LeftAlignLabel();
        chart.UseValueFormatter(value => $"{value:#,##0}");
        foreach (var month in Enumerable.Range(1, 12))
            chart.AddItem(MonthsTable.Name(month), (double)Money.FromMicros(books.Sum(book => book.SpentMicros(month))), Color.Teal);
        return chart;
    }
}
