using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Client;
using Kind = OpsPlatform.Budgets.V1.LedgerEntry.Types.Kind;

namespace OpsPlatform.Bench.Platform;

/// <summary>A budget, and how many holds on it the platform has acknowledged.</summary>
internal sealed class BudgetUnderLoad(string name, string line)
{
    public const long HoldMicros = 1_000_000;

    private long _acknowledged;

    public string Name => name;

    public string Line => line;

    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <param name="ttl">How long it holds; null for as long as usual.</param>
    public async Task ReserveAsync(Lanes lanes, int caller, TimeSpan? ttl = null)
    {
        var request = new ReserveFundsRequest
        {
            Parent = name,
            Line = line,
            AmountMicros = HoldMicros,
            Purpose = "A hold under load",
            ExternalReference = "PO-2026-000001",
            RequestId = Guid.NewGuid().ToString(),
            Ttl = ttl is { } time ? Duration.FromTimeSpan(time) : null,
        };
        await lanes[caller].ReserveFundsAsync(request, lanes.Options);
        Count();
    }

    /// <summary>To be told of a hold that an order has made.</summary>
    public void Count() => Interlocked.Increment(ref _acknowledged);

    public async Task GetAsync(Lanes lanes, int caller) => await lanes[caller].GetBudgetAsync(new GetBudgetRequest { Name = name }, lanes.Options);

    /// <summary>Holds the balance and the ledger against what was acknowledged, to the micro and to the entry.</summary>
    public async Task VerifyAsync(OpsPlatformClient operations, CancellationToken cancellation)
    {
        var (entries, reservedMicros, allocatedMicros) = (0L, 0L, 0L);
        await foreach (var entry in operations.Budgets.EnumerateEntriesAsync(new ListEntriesRequest { Parent = name, PageSize = 1000 }, cancellationToken: cancellation))
        {
            if (entry.Kind == Kind.Allocated)
                allocatedMicros += entry.AmountMicros;
            else
                (entries, reservedMicros) = (entries + 1, reservedMicros + entry.AmountMicros);
        }

        var budget = await operations.Budgets.GetBudgetAsync(new GetBudgetRequest { Name = name }, cancellationToken: cancellation);
        var heldMicros = budget.Lines.Sum(one => one.HeldAmountMicros);
        Must(entries == Acknowledged, $"{Acknowledged:N0} holds were acknowledged, and the ledger has {entries:N0}");
        Must(reservedMicros == Acknowledged * HoldMicros, $"{Acknowledged * HoldMicros:N0} micros were acknowledged, and the ledger has {reservedMicros:N0}");
        Must(heldMicros == reservedMicros, $"the ledger holds {reservedMicros:N0} micros, and the lines hold {heldMicros:N0}");
        Must(allocatedMicros == budget.TotalAmountMicros, $"the total is {budget.TotalAmountMicros:N0} micros, and the ledger allocates {allocatedMicros:N0}");
        foreach (var one in budget.Lines)
        {
            Must(one.LeftAmountMicros >= 0 && one.HeldAmountMicros + one.SpentAmountMicros + one.LeftAmountMicros == one.AllocatedAmountMicros,
                $"line {one.LineId} was allocated {one.AllocatedAmountMicros:N0} micros, and holds {one.HeldAmountMicros:N0}, spent {one.SpentAmountMicros:N0}, has {one.LeftAmountMicros:N0} left");
        }
    }

    private void Must(bool holds, string otherwise)
    {
        if (!holds)
            throw new WorthlessRunException($"{name} is wrong: {otherwise}.");
    }
}
