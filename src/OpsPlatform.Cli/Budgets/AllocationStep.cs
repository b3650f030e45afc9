using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using Account = OpsPlatform.Budgets.V1.LedgerEntry.Types.Account;
using Kind = OpsPlatform.Budgets.V1.LedgerEntry.Types.Kind;

namespace OpsPlatform.Cli.Budgets;

/// <summary>Entries of one kind that followed each other on a day, and what they made of what is allocated.</summary>
/// <param name="From">What was allocated before, in micros.</param>
/// <param name="To">What was allocated after.</param>
internal sealed record AllocationStep(DateOnly Day, Kind Kind, decimal From, decimal To)
{
    /// <summary>They move money that is allocated already. Whatever other kinds there may be, their accounts tell whether they allocate.</summary>
    private static readonly Kind[] Others = [Kind.Reserved, Kind.Captured, Kind.Released, Kind.Expired, Kind.Spent, Kind.Refunded];

    /// <summary>The entries that change what is allocated, in the order of posting.</summary>
    /// <param name="line">Of this line alone; empty for the whole budget.</param>
    internal static async Task<List<LedgerEntry>> EntriesAsync(OpsPlatformClient client, string budget, string line, CancellationToken cancellation)
    {
        var conditions = Others.Select(kind => $"kind != {EnumNames.Text(kind)}").Concat(line.Length > 0 ? [$"line = \"{line}\""] : []);
        var request = new ListEntriesRequest { Parent = budget, PageSize = 1000, Filter = string.Join(" AND ", conditions) };
        return await client.Budgets.EnumerateEntriesAsync(request, cancellationToken: cancellation).Where(entry => Change(entry) != 0).ToListAsync(cancellation);
    }

    /// <param name="entries">Those that change what is allocated.</param>
    internal static List<AllocationStep> Of(IEnumerable<LedgerEntry> entries)
    {
        var steps = new List<AllocationStep>();
        foreach (var entry in entries)
        {
            var day = DateOnly.FromDateTime(entry.PostTime.ToDateTime());
            if (steps.Count > 0 && steps[^1].Day == day && steps[^1].Kind == entry.Kind)
                steps[^1] = steps[^1] with { To = steps[^1].To + Change(entry) };
            else
                steps.Add(steps.Count > 0 ? new(day, entry.Kind, steps[^1].To, steps[^1].To + Change(entry)) : new(day, entry.Kind, 0, Change(entry)));
        }

        return steps;
    }

    private static decimal Change(LedgerEntry entry) => entry.Source == entry.Destination ? 0 : entry.Source == Account.Unallocated ? entry.AmountMicros : entry.Destination == Account.Unallocated ? -entry.AmountMicros : 0;
}
