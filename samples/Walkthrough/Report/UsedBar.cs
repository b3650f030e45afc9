using OpsPlatform.Budgets.V1;

namespace Walkthrough.Report;

/// <summary>A line's money as a bar, told apart by shade, so that it reads without colour. Whatever there is of a kind shows.</summary>
internal static class UsedBar
{
    public const int Cells = 8;

    public const string Legend = "█ spent  ▒ held  ░ left";

    public static string Of(BudgetLine line)
    {
        var allocated = Math.Max(line.AllocatedAmountMicros, 1m);
        var left = Math.Min(Cells, CellsOf(line.LeftAmountMicros / allocated));
        var held = Math.Min(Cells - left, CellsOf(line.HeldAmountMicros / allocated));
        var used = (line.SpentAmountMicros + line.HeldAmountMicros) / allocated;
        return $"{new string('█', Cells - left - held)}{new string('▒', held)}{new string('░', left)} {used,4:0%}";
    }

    private static int CellsOf(decimal share) => (int)decimal.Ceiling(share * Cells);
}
