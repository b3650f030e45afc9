using OpsPlatform.Budgets.V1;
using Spectre.Console;

namespace Walkthrough.Report;

/// <summary>Where the money of a budget is, line by line.</summary>
internal static class LinesTable
{
    private const int BarCells = 10;

    public static Table Of(Budget budget)
    {
        var table = new Table().Border(TableBorder.Rounded).Expand().ShowFooters();
        table.Title = new TableTitle($"{budget.DisplayName}, {budget.CurrencyCode}".EscapeMarkup());
        table.Caption = new TableTitle("█ spent  ▒ held  ░ left");
        table.AddColumn(new TableColumn("Line").NoWrap().Footer("Total"));
        AddMoney("Allocated", line => line.AllocatedAmountMicros);
        AddMoney("Held", line => line.HeldAmountMicros);
        AddMoney("Spent", line => line.SpentAmountMicros);
        AddMoney("Left", line => line.LeftAmountMicros);
        table.AddColumn(new TableColumn("Used").NoWrap());
        foreach (var line in budget.Lines)
        {
            table.AddRow(
                new Text(line.DisplayName),
                new Text(Screen.Money(line.AllocatedAmountMicros)),
                new Text(Screen.Money(line.HeldAmountMicros)),
                new Text(Screen.Money(line.SpentAmountMicros)),
                new Text(Screen.Money(line.LeftAmountMicros)),
                new Text(Bar(line)));
        }

        return table;

        void AddMoney(string title, Func<BudgetLine, long> amountMicros) =>
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap().Footer(Screen.Money(budget.Lines.Sum(amountMicros))));
    }

    /// <summary>Readable without colour: the shade of a cell tells what it stands for.</summary>
    private static string Bar(BudgetLine line)
    {
        var allocated = Math.Max(line.AllocatedAmountMicros, 1m);
        var spent = Cells(line.SpentAmountMicros / allocated);
        var used = Cells((line.SpentAmountMicros + line.HeldAmountMicros) / allocated);
        return $"{new string('█', spent)}{new string('▒', used - spent)}{new string('░', BarCells - used)} {(line.SpentAmountMicros + line.HeldAmountMicros) / allocated,4:0%}";
    }

    private static int Cells(decimal share) => (int)Math.Round(share * BarCells, MidpointRounding.AwayFromZero);
}
