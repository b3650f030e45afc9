using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Health;

/// <summary>Asks the database once a second whether it is there, so that load balancers turn away from a node that lost it.</summary>
internal sealed class DatabaseProbe(PostgresEventStore store, ServingState serving, TimeProvider time, ILogger<DatabaseProbe> log)
    : PeriodicWork(TimeSpan.FromSeconds(1), time, log)
{
    private readonly ILogger _log = log;

    public override async Task RunOnceAsync(CancellationToken cancellation)
    {
        try
        {
            await store.PingAsync(cancellation);
            if (serving.Set(serving: true))
                ServerLog.DatabaseThere(_log);
        }
        catch (StoreUnavailableException e)
        {
            if (serving.Set(serving: false))
                ServerLog.DatabaseLost(_log, e.InnerException?.Message ?? e.Message);
        }
    }
}
