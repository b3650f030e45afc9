using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace OpsPlatform.EventStore.Tests;

/// <summary>A node as a server has it: a store with connections of its own, and a feed that listens and announces, by a clock that stands still.</summary>
internal sealed class FeedNode : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly NpgsqlDataSource _database;
    private readonly Task _running;

    private FeedNode(NpgsqlDataSource database, EventFeedOptions options)
    {
        _database = database;
        Store = new PostgresEventStore(database, StoreFixture.Types);
        Feed = new EventFeed(database, Store, options, Clock);
        _running = Feed.RunAsync(_stop.Token);
    }

    public FakeTimeProvider Clock { get; } = new();

    public PostgresEventStore Store { get; }

    public EventFeed Feed { get; }

    public static async Task<FeedNode> StartAsync(string connectionString, EventFeedOptions? options = null)
    {
        var node = new FeedNode(PostgresEventStore.OpenDatabase(connectionString), options ?? new EventFeedOptions());
        await node.Feed.Ready.WaitAsync(Follower.Patience);
        return node;
    }

    public Follower Follow(string tenant, long after = 0) => new(Feed, tenant, after);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(Follower.Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Feed.Dispose();
        await _database.DisposeAsync();
        _stop.Dispose();
    }
}
