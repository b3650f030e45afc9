using OpsPlatform.Budgets.V1;
using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Budgets;

/// <summary>
/// Moves the events of budgets that have long been closed into the archive; reads answer as before. A closed budget never changes again, and two nodes that
/// archive the same one do it once.
/// </summary>
internal sealed class BudgetArchiving : LeasedWork
{
    private const string Setting = "Store:ArchiveAfterDays";

    /// <summary>A year and the month in which it is accounted for: until then reports compare with it, and its ledger is read often.</summary>
    private const int DefaultDays = 400;
    private const int MostDays = 36_500;

    private const int Slice = 100;

    private readonly PostgresEventStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly TimeSpan _after;

    public BudgetArchiving(PostgresEventStore store, Leases leases, IConfiguration configuration, TimeProvider time, ILogger<BudgetArchiving> log)
        : base(leases, TimeSpan.FromHours(1), time, log)
    {
        var days = configuration.GetValue(Setting, DefaultDays);
        if (days is < 0 or > MostDays)
            throw new InvalidOperationException($"{Setting} is {days}. It lies between 0 and {MostDays}.");
        (_store, _time, _log, _after) = (store, time, log, TimeSpan.FromDays(days));
    }

    public override async Task RunOnceAsync(CancellationToken cancellation)
    {
        IReadOnlyList<DueDocument<Budget>> closed;
        var failed = false;
        do
        {
            closed = await _store.ListDueAsync<Budget>(_time.GetUtcNow() - _after, Slice, cancellation);
            foreach (var budget in closed.Where(budget => budget.Data.State == Budget.Types.State.Closed))
                failed |= !await TryArchive(budget, cancellation);
        }
        while (closed.Count == Slice && !failed);
    }

    /// <summary>A budget that cannot be archived must not keep the others: it is tried again at the next turn.</summary>
    private async Task<bool> TryArchive(DueDocument<Budget> budget, CancellationToken cancellation)
    {
        try
        {
            var events = await _store.ArchiveAsync<Budget>(budget.Tenant, budget.Id, cancellation);
            ServerLog.StreamArchived(_log, events, budget.Id, budget.Tenant);
            return true;
        }
        catch (Exception e) when (e is not (OperationCanceledException or StoreUnavailableException))
        {
            ServerLog.WorkFailed(_log, e, $"{nameof(BudgetArchiving)} of {budget.Id} in {budget.Tenant}");
            return false;
        }
    }
}
