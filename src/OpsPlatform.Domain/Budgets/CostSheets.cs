using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Domain.Budgets;

/// <summary>What something has cost, by cost item (BUD-07).</summary>
public static class CostSheets
{
    private static readonly string[] _items = ["host", "venue", "props"];

    public static async Task<CostSheet> Of(Budget budget, string content, IAsyncEnumerable<Expense> expenses)
    {
        var items = new Dictionary<string, CostSheetItem>();
        await foreach (var expense in expenses)
        {
            if (!items.TryGetValue(expense.CostItem, out var item))
                items.Add(expense.CostItem, item = new CostSheetItem { CostItem = expense.CostItem });
            item.AmountMicros += expense.AmountMicros - expense.RefundedAmountMicros;
            item.RefundedAmountMicros += expense.RefundedAmountMicros;
            item.ExpenseCount++;
        }

        return new CostSheet
        {
            Budget = budget.Name,
            Content = content,
            CurrencyCode = budget.CurrencyCode,
            Items = { items.Values.OrderByDescending(item => item.AmountMicros).ThenBy(item => item.CostItem, StringComparer.Ordinal) },
            TotalAmountMicros = items.Values.Sum(item => item.AmountMicros),
            ExpenseCount = items.Values.Sum(item => item.ExpenseCount),
        };
    }

    internal static void MustClassify(this BudgetLine line, string costItem)
    {
        if (line.Classified && !_items.Contains(costItem) && !line.CostItems.Contains(costItem))
            throw new Refusal(ErrorReason.CostUnclassified, "cost_item", ("line", line.LineId), ("items", string.Join(", ", _items.Union(line.CostItems))), ("cost_item", costItem));
    }
}
