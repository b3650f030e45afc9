using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Commands;

/// <summary>Forgets handled requests once nobody can mean to repeat them any more.</summary>
internal sealed class RequestCleanup(PostgresEventStore store, Leases leases, TimeProvider time, ILogger<RequestCleanup> log)
    : LeasedWork(leases, TimeSpan.FromHours(1), time, log)
{
    /// <summary>As published: a repeat gets its first answer for 30 days.</summary>
    private const int KeptDays = 30;

    /// <summary>Small enough that no statement holds its locks for long.</summary>
    private const int Slice = 1000;

    private readonly TimeProvider _time = time;
    private readonly ILogger _log = log;

    public override async Task RunOnceAsync(CancellationToken cancellation)
    {
        var before = _time.GetUtcNow().AddDays(-KeptDays);
        var total = 0;
        int deleted;
        do
        {
            deleted = await store.DeleteRequestsAsync(before, Slice, cancellation);
            total += deleted;
        }
        while (deleted == Slice);
        if (total > 0)
            ServerLog.RequestsForgotten(_log, total, KeptDays);
    }
}
