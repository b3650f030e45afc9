using Spectre.Console;
using static System.Globalization.CultureInfo;

namespace Walkthrough.Report;

/// <summary>What was spent in each month, budget by budget, by the ledger.</summary>
internal static class MonthsTable
{
    public static Table Of(IReadOnlyList<Book> books)
    {
        var table = new Table().Border(TableBorder.Simple).Expand().ShowFooters();
        table.AddColumn(new TableColumn("Month").NoWrap().Footer("Year"));
        foreach (var book in books)
            table.AddColumn(Money(book.BudgetId.EscapeMarkup(), Year(book)));
        table.AddColumn(Money("All", books.Sum(Year)));
        foreach (var month in Enumerable.Range(1, 12))
            table.AddRow([Name(month), .. books.Select(book => Screen.Money(book.SpentMicros(month))), Screen.Money(books.Sum(book => book.SpentMicros(month)))]);
        return table;
    }

    public static string Name(int month) => InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(month);

    private static TableColumn Money(string title, long totalMicros) => new TableColumn(title).RightAligned().NoWrap().Footer(Screen.Money(totalMicros));

    private static long Year(Book book) => Enumerable.Range(1, 12).Sum(book.SpentMicros);
}
