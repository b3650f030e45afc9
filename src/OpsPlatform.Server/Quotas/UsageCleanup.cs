using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Quotas;

/// <summary>Forgets what clients used once a year, and the month in which it is accounted for, are over.</summary>
internal sealed class UsageCleanup(PostgresEventStore store, Leases leases, TimeProvider time, ILogger<UsageCleanup> log)
    : LeasedWork(leases, TimeSpan.FromHours(12), time, log)
{
    private const int KeptDays = 400;

    private readonly ILogger _log = log;

    public override async Task RunOnceAsync(CancellationToken cancellation)
    {
        if (await store.DeleteUsageAsync(KeptDays, cancellation) is > 0 and var deleted)
            ServerLog.UsageForgotten(_log, deleted, KeptDays);
    }
}
