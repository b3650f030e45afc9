using CsvHelper;

namespace Walkthrough.Input;

/// <summary>A row of purchases.csv. References are unique.</summary>
[CsvRecord]
internal sealed partial record Purchase(
    string Reference,
    DateOnly Date,
    string Budget,
    string Line,
    [CsvColumn("cost_item")] string CostItem,
    PurchaseKind Kind,
    [CsvColumn("amount"), CsvConverter(typeof(MicrosField))] long AmountMicros,
    [CsvColumn("invoiced"), CsvConverter(typeof(MicrosField))] long InvoicedMicros,
    string Purpose)
{
    /// <summary>The reference as an id of the platform: <c>po-2026-0001</c>.</summary>
    public string Id => Reference.ToLowerInvariant();
}

/// <summary>What becomes of a purchase.</summary>
internal enum PurchaseKind
{
    /// <summary>Held, then captured at the invoiced amount; the rest is released.</summary>
    Order,

    /// <summary>Held, and still held when the year ends.</summary>
    Open,

    /// <summary>Held, then released.</summary>
    Cancelled,

    /// <summary>Spent without a hold.</summary>
    Expense,

    /// <summary>Spent, then the invoiced amount is refunded.</summary>
    Refunded,
}
