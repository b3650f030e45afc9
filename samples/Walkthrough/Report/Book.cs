using OpsPlatform.Budgets.V1;
using OpsPlatform.Client;
using static OpsPlatform.Budgets.V1.LedgerEntry.Types.Account;
using Account = OpsPlatform.Budgets.V1.LedgerEntry.Types.Account;

namespace Walkthrough.Report;

/// <summary>A budget as it stands, and every entry of its ledger.</summary>
internal sealed record Book(Budget Budget, IReadOnlyList<LedgerEntry> Entries)
{
    public string BudgetId => BudgetName.Parse(Budget.Name).Budget;

    public static async Task<Book> ReadAsync(BudgetService.BudgetServiceClient budgets, string name, CancellationToken cancellation)
    {
        var budget = await budgets.GetBudgetAsync(new GetBudgetRequest { Name = name }, cancellationToken: cancellation);
        var entries = new List<LedgerEntry>();
        await foreach (var entry in budgets.EnumerateEntriesAsync(new ListEntriesRequest { Parent = name, PageSize = 1000 }, cancellationToken: cancellation))
            entries.Add(entry);
        return new Book(budget, entries);
    }

    /// <summary>What was spent in a month by the entries' effective dates, refunds taken off, in micros.</summary>
    public long SpentMicros(int month) => BalanceMicros(Entries.Where(entry => entry.EffectiveDate.Month == month), Spent);

    /// <summary>What was spent up to a day, refunds taken off, in micros.</summary>
    public long SpentMicros(DateOnly last) => BalanceMicros(Entries.Where(entry => new DateOnly(entry.EffectiveDate.Year, entry.EffectiveDate.Month, entry.EffectiveDate.Day) <= last), Spent);

    /// <summary>Where the lines say something else than their entries add up to; empty when they agree to the micro.</summary>
    public IEnumerable<string> Differences() =>
        from line in Budget.Lines
        let entries = Entries.Where(entry => entry.Line == line.LineId).ToArray()
        from figure in new[]
        {
            (Name: "allocated", OfLine: line.AllocatedAmountMicros, OfLedger: -BalanceMicros(entries, Unallocated)),
            (Name: "held", OfLine: line.HeldAmountMicros, OfLedger: BalanceMicros(entries, Held)),
            (Name: "spent", OfLine: line.SpentAmountMicros, OfLedger: BalanceMicros(entries, Spent)),
            (Name: "left", OfLine: line.LeftAmountMicros, OfLedger: BalanceMicros(entries, Left)),
        }
        where figure.OfLine != figure.OfLedger
        select $"{BudgetId}, line {line.LineId}: {figure.Name} is {Screen.Money(figure.OfLine)}, its entries add up to {Screen.Money(figure.OfLedger)}";

    /// <summary>Double entry: each entry takes its amount out of one account and puts it into another.</summary>
    private static long BalanceMicros(IEnumerable<LedgerEntry> entries, Account account) =>
        entries.Sum(entry => (entry.Destination == account ? entry.AmountMicros : 0) - (entry.Source == account ? entry.AmountMicros : 0));
}
