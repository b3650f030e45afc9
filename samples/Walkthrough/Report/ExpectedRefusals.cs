using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using Walkthrough.Import;
using Walkthrough.Input;

namespace Walkthrough.Report;

/// <summary>Which purchases cannot pass, whatever else is bought: those beyond their whole line, and those whose cost item another line owns.</summary>
internal static class ExpectedRefusals
{
    /// <summary>Where the platform refused something else, or for another reason.</summary>
    public static IEnumerable<string> Differences(IReadOnlyList<Purchase> purchases, IReadOnlyList<Book> books, IReadOnlyList<RefusedPurchase> refused)
    {
        var budgets = books.ToDictionary(book => book.BudgetId, book => book.Budget);
        var got = refused.ToDictionary(row => row.Purchase.Reference, row => row.Reason);
        return from purchase in purchases
               let expected = Reason(purchase, budgets[purchase.Budget])
               let actual = got.TryGetValue(purchase.Reference, out var reason) ? reason : ErrorReason.Unspecified
               where actual != expected
               select $"{purchase.Reference}: expected {Outcome(expected)}, was {Outcome(actual)}";
    }

    private static ErrorReason Reason(Purchase purchase, Budget budget)
    {
        var owner = budget.Lines.FirstOrDefault(line => line.CostItems.Contains(purchase.CostItem));
        if (owner is not null && owner.LineId != purchase.Line)
            return ErrorReason.CostItemMisplaced;
        return purchase.AmountMicros > budget.Lines.Single(line => line.LineId == purchase.Line).AllocatedAmountMicros
            ? ErrorReason.BudgetExceeded
            : ErrorReason.Unspecified;
    }

    private static string Outcome(ErrorReason reason) => reason == ErrorReason.Unspecified ? "taken" : $"refused by {reason}";
}
