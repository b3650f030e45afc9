using Npgsql;
using OpsPlatform.Bench.Growth;
using OpsPlatform.Bench.Platform;
using OpsPlatform.EventStore;

namespace OpsPlatform.Bench.Feed;

/// <summary>A store that follows what is committed, with sessions of its own, as a node of the platform has it.</summary>
internal sealed class FeedNode : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly NpgsqlDataSource _database;
    private readonly Task _running;

    private FeedNode(Node node)
    {
        _database = PostgresEventStore.OpenDatabase(node.Database);
        Store = new PostgresEventStore(_database, HistoryWriter.BudgetTypes);
        Feed = new EventFeed(_database, Store, new EventFeedOptions(), TimeProvider.System);
        _running = Feed.RunAsync(_stop.Token);
    }

    public PostgresEventStore Store { get; }

    public EventFeed Feed { get; }

    public static async Task<FeedNode> StartAsync(Node node, CancellationToken cancellation)
    {
        var started = new FeedNode(node);
        await started.Feed.Ready.WaitAsync(cancellation);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Feed.Dispose();
        _stop.Dispose();
        await _database.DisposeAsync();
    }
}
