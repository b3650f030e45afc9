using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.EventStore;
using Account = OpsPlatform.Budgets.V1.LedgerEntry.Types.Account;
using Date = Google.Type.Date;

namespace OpsPlatform.Server.Budgets;

/// <summary>The ledger, summed by line and month and by line and day. A kind of entry that has no sum in months, as allocations have none, belongs to no month.</summary>
internal sealed class BudgetMonths() : Projection("budget-months", version: 3, [BudgetCreated.Descriptor, .. Ledger.Events], [BudgetMonth.Descriptor, BudgetDay.Descriptor])
{
    public override IEnumerable<DocumentKey> Concerned(StoredEvent stored)
    {
        yield return new DocumentKey(BudgetMonth.Descriptor, stored.Stream);
        if (Entry(new Budget(), stored) is not { } entry)
            yield break;
        yield return new DocumentKey(BudgetMonth.Descriptor, MonthId(stored.Stream, entry));
        yield return new DocumentKey(BudgetDay.Descriptor, DayId(stored.Stream, entry));
    }

    public override void Project(ProjectedDocuments documents, StoredEvent stored)
    {
        // The budget's own document lies outside of its months, and tells what all of them share.
        if (stored.Data is BudgetCreated created)
            documents.Change<BudgetMonth>(stored.Stream).CurrencyCode = created.Budget.CurrencyCode;
        var owner = new Budget { Name = $"workspaces/{documents.Tenant}/{stored.Stream}", CurrencyCode = documents.Find<BudgetMonth>(stored.Stream)!.CurrencyCode };
        if (Entry(owner, stored) is not { } entry)
            return;

        if (Sum(BudgetMonth.Descriptor, entry) is not null)
            Add(documents.Change<BudgetMonth>(MonthId(stored.Stream, entry)), owner, entry);
        Add(documents.Change<BudgetDay>(DayId(stored.Stream, entry)), owner, entry);
    }

    private static void Add(BudgetMonth month, Budget owner, LedgerEntry entry)
    {
        month.Name = MonthId(owner.Name, entry);
        month.Line = entry.Line;
        month.MonthStartDate = new Date { Year = entry.EffectiveDate.Year, Month = entry.EffectiveDate.Month, Day = 1 };
        month.CurrencyCode = owner.CurrencyCode;
        month.UpdateTime = entry.PostTime;
        Count(month, entry);
    }

    private static void Add(BudgetDay day, Budget owner, LedgerEntry entry)
    {
        day.Name = DayId(owner.Name, entry);
        day.Line = entry.Line;
        day.Date = entry.EffectiveDate;
        day.CurrencyCode = owner.CurrencyCode;
        day.UpdateTime = entry.PostTime;
        day.AllocatedChangeMicros = Plus(day.AllocatedChangeMicros, -entry.Change(Account.Unallocated));
        day.HeldChangeMicros = Plus(day.HeldChangeMicros, entry.Change(Account.Held));
        day.SpentChangeMicros = Plus(day.SpentChangeMicros, entry.SpentChange());
        day.EntryCount = Next(day.EntryCount);
        Count(day, entry);
    }

    /// <summary>Adds the entry to the sum of its kind, and counts it where that is counted.</summary>
    private static void Count(IMessage sums, LedgerEntry entry)
    {
        if (Sum(sums.Descriptor, entry) is { } sum)
            sum.Accessor.SetValue(sums, Plus((long)sum.Accessor.GetValue(sums), entry.AmountMicros));
        if (Figure(sums.Descriptor, entry, "count") is { } count)
            count.Accessor.SetValue(sums, Next((int)count.Accessor.GetValue(sums)));
    }

    private static FieldDescriptor? Sum(MessageDescriptor sums, LedgerEntry entry) => Figure(sums, entry, "amount_micros");

    private static FieldDescriptor? Figure(MessageDescriptor sums, LedgerEntry entry, string unit) => sums.FindFieldByName($"{JsonNamingPolicy.SnakeCaseLower.ConvertName($"{entry.Kind}")}_{unit}");

    private static LedgerEntry? Entry(Budget owner, StoredEvent stored) => Ledger.Entry(owner, new Recorded(stored.Data, stored.Version, stored.Time), stored.Headers.Actor);

    private static string MonthId(string budget, LedgerEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{budget}/months/{entry.EffectiveDate.Year:0000}-{entry.EffectiveDate.Month:00}-{entry.Line}");

    private static string DayId(string budget, LedgerEntry entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{budget}/days/{entry.EffectiveDate.Year:0000}-{entry.EffectiveDate.Month:00}-{entry.EffectiveDate.Day:00}-{entry.Line}");

    // A hold can be made and released without end: a sum that is too large must not stop the workspace's months.
    private static long Plus(long total, long amount) => (long)Int128.Clamp((Int128)total + amount, long.MinValue, long.MaxValue);

    private static int Next(int count) => count == int.MaxValue ? count : count + 1;
}
