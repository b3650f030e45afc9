using OpsPlatform.EventStore;

namespace OpsPlatform.Server;

/// <summary>
/// Periodic work that one node does for all: the one that holds the lease of its name. When that node dies, another goes on within five seconds.
/// A node that was suspended may do a turn too many before it learns that it was deposed; work that this would harm writes behind the lease's guard.
/// </summary>
internal abstract class LeasedWork(Leases leases, TimeSpan period, TimeProvider time, ILogger log) : PeriodicWork(period, time, log)
{
    private readonly ILogger _log = log;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await using var lease = await leases.AcquireAsync(GetType().Name, stoppingToken);
                ServerLog.LeaseTaken(_log, lease.Name, lease.Fence);
                using var held = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lease.Lost);
                await base.ExecuteAsync(held.Token);
                stoppingToken.ThrowIfCancellationRequested();
                ServerLog.LeaseLost(_log, lease.Name, lease.Fence);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; the lease is given back.
        }
    }
}
