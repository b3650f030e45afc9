using OpsPlatform.EventStore;

namespace OpsPlatform.Server;

/// <summary>
/// Keeps the sessions that a node holds beside its pool: those that follow the other nodes' commits, and the one that its leases hang on. The
/// store opens lost ones again by itself.
/// </summary>
internal sealed class StoreSessions(EventFeed feed, Leases leases) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(feed.RunAsync(stoppingToken), leases.RunAsync(stoppingToken));
}
