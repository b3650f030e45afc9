using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Domain.Budgets;

/// <summary>What something has cost, by cost item (BUD-07).</summary>
public static class CostSheets
{
    private static readonly string[] _items = ["host", "venue", "props"];

    public static CostSheet Of(Budget budget, string content, IEnumerable<CostSheetItem> items)
    {
        var sheet = new CostSheet
        {
            Budget = budget.Name,
            Content = content,
            CurrencyCode = budget.CurrencyCode,
            Items = { items.OrderByDescending(item => item.AmountMicros).ThenBy(item => item.CostItem, StringComparer.Ordinal) },
        };
        (sheet.TotalAmountMicros, sheet.ExpenseCount) = (sheet.Items.Sum(item => item.AmountMicros), sheet.Items.Sum(item => item.ExpenseCount));
        return sheet;
    }

    /// <summary>Of all expenses on an item.</summary>
    /// <param name="amountMicros">As they were recorded.</param>
    public static CostSheetItem Item(string costItem, decimal amountMicros, decimal refundedMicros, decimal reversedMicros, int count) =>
        new() { CostItem = costItem, AmountMicros = long.CreateSaturating(amountMicros - refundedMicros - reversedMicros), RefundedAmountMicros = long.CreateSaturating(refundedMicros), ExpenseCount = count };

    internal static void MustClassify(this BudgetLine line, string costItem)
    {
        if (line.Classified && !_items.Contains(costItem) && !line.CostItems.Contains(costItem))
            throw new Refusal(ErrorReason.CostUnclassified, "cost_item", ("line", line.LineId), ("items", string.Join(", ", _items.Union(line.CostItems))), ("cost_item", costItem));
    }
}
