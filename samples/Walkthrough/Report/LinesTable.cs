using OpsPlatform.Budgets.V1;
using Spectre.Console;

namespace Walkthrough.Report;

/// <summary>Where the money of a budget is, line by line. The tables of all budgets have the same columns, so that they read as one.</summary>
internal static class LinesTable
{
    private const int NameWidth = 29;
    private const int UsedWidth = UsedBar.Cells + 5;

    private static readonly (string Title, int Width, Func<BudgetLine, long> Micros)[] Money =
    [
        ("Allocated", 12, line => line.AllocatedAmountMicros),
        ("Held", 10, line => line.HeldAmountMicros),
        ("Spent", 12, line => line.SpentAmountMicros),
        ("Left", 12, line => line.LeftAmountMicros),
    ];

    public static Table Of(Budget budget)
    {
        var table = new Table().Border(TableBorder.Simple).ShowFooters();
        table.AddColumn(Column("Line", NameWidth).Footer($"Total, {budget.CurrencyCode}"));
        foreach (var (title, width, micros) in Money)
            table.AddColumn(Column(title, width).RightAligned().Footer(Screen.Money(budget.Lines.Sum(micros))));
        table.AddColumn(Column("Used", UsedWidth).PadRight(0));
        foreach (var line in budget.Lines)
            table.AddRow([new Text(line.DisplayName), .. Money.Select(column => new Text(Screen.Money(column.Micros(line)))), new Text(UsedBar.Of(line))]);
        return table;
    }

    private static TableColumn Column(string title, int width) => new TableColumn(new Text(title)).Width(width).PadLeft(0);
}
