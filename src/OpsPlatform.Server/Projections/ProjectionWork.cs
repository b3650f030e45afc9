using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Projections;

/// <summary>
/// Moves projections on wherever something has happened, on the one node that holds the lease. The lease only saves the others the work: what two
/// nodes do at once, the positions let one of them write.
/// </summary>
internal sealed class ProjectionWork(ProjectionRunner runner, EventFeed feed, Leases leases, ILogger<ProjectionWork> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await using var lease = await leases.AcquireAsync(nameof(ProjectionWork), stoppingToken);
                ServerLog.LeaseTaken(log, lease.Name, lease.Fence);
                using var held = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lease.Lost);
                await WorkAsync(held.Token);
                stoppingToken.ThrowIfCancellationRequested();
                ServerLog.LeaseLost(log, lease.Name, lease.Fence);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was under way is wholly committed or not at all.
        }
    }

    private async Task WorkAsync(CancellationToken held)
    {
        try
        {
            await Task.WhenAll(runner.RunAsync(held), WakeAsync(held));
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested)
        {
            // The lease is lost, or the server stops.
        }
    }

    private async Task WakeAsync(CancellationToken held)
    {
        try
        {
            // The first turn names all workspaces; the scan knows which of them matter.
            await foreach (var moves in feed.MovesAsync(held).Skip(1))
            {
                foreach (var move in moves)
                    runner.Wake(move.Tenant);
            }
        }
        catch (StoreUnavailableException e)
        {
            // Until the lease is taken anew, the scan finds what has moved.
            ServerLog.WorkPostponed(log, nameof(ProjectionWork), e.InnerException?.Message ?? e.Message);
        }
    }
}
