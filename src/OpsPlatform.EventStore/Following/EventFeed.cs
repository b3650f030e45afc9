using System.Runtime.CompilerServices;
using Npgsql;

namespace OpsPlatform.EventStore;

/// <summary>
/// Follows what is committed, on this node and on others; one per node. Nothing is missed, doubled or out of order, because a workspace's positions
/// have no gaps and become visible in order: to follow is to read on from a position. What is told between nodes only says when to read.
/// </summary>
public sealed class EventFeed : IDisposable
{
    public const string MeterName = "OpsPlatform.EventStore";

    private readonly PostgresEventStore _store;
    private readonly EventFeedOptions _options;
    private readonly TimeProvider _time;
    private readonly SharedMemory _memory;
    private readonly Announcer _announcer;
    private readonly Listener _listener;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // All guarded by the memory's lock.
    private readonly Dictionary<string, long> _positions = [];
    private readonly Dictionary<string, WorkspaceTail> _tails = [];
    private readonly HashSet<MovesQueue> _movesQueues = [];

    /// <param name="database">The database of the store.</param>
    public EventFeed(NpgsqlDataSource database, PostgresEventStore store, EventFeedOptions options, TimeProvider time)
    {
        (_store, _options, _time) = (store, options, time);
        _memory = new SharedMemory(options.MostSharedBytes);
        Metrics = new FeedMetrics(() => SharedBytes);
        _announcer = new Announcer(database, options.AnnounceInterval, Metrics);
        _listener = new Listener(database, options.ScanInterval, time, Metrics, Moved, Seen);
        store.Committed += Committed;
    }

    /// <summary>Completes when the commits of other nodes are heard.</summary>
    public Task Ready => _ready.Task;

    internal FeedMetrics Metrics { get; }

    internal long SharedBytes
    {
        get
        {
            lock (_memory.Lock)
                return _memory.Bytes;
        }
    }

    internal int FollowedWorkspaces
    {
        get
        {
            lock (_memory.Lock)
                return _tails.Count;
        }
    }

    /// <summary>Wakes who follows the workspace, here and on the other nodes. To be called after each commit of this node; it takes no time.</summary>
    public void Committed(string tenant, long lastPosition)
    {
        Moved(tenant, lastPosition);
        _announcer.Add(tenant, lastPosition);
    }

    /// <summary>The position that a workspace is known to have reached, or 0: what is committed elsewhere is known a moment later.</summary>
    public long PositionOf(string tenant)
    {
        lock (_memory.Lock)
            return _positions.GetValueOrDefault(tenant);
    }

    /// <summary>
    /// A workspace's events from a position on, for ever: those that are there, then each as it is committed, in the order of commits. Who does
    /// not keep up is waited for and costs no memory. Followers share the events: they are not to be changed.
    /// </summary>
    /// <param name="after">The position to begin after; 0 for the beginning.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be reached; follow again from the last position that was given.</exception>
    public async IAsyncEnumerable<IReadOnlyList<StoredEvent>> FollowAsync(string tenant, long after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var tail = Enter(tenant);
        Task<(WorkspacePage Page, long Said)>? ahead = null;
        try
        {
            var size = new PageSize();
            for (var (position, isBehind) = (after, true); ;)
            {
                var turn = isBehind ? Turn.Read : tail.Next(position);
                if (turn.Wait is { } wait)
                {
                    await wait.WaitAsync(cancellation);
                    continue;
                }

                cancellation.ThrowIfCancellationRequested();
                if (turn.Events is not { } events)
                {
                    var (page, said) = await (ahead ?? ReadOwnAsync(tail, position, size, cancellation));
                    (ahead, events, isBehind) = (null, page.Events, !page.IsLast);
                    if (events.Count == 0)
                    {
                        tail.Deny(position, said);
                        continue;
                    }

                    // The database works on the next page while the follower works on this one.
                    if (isBehind)
                        ahead = ReadOwnAsync(tail, events[^1].Position, size, cancellation);
                }

                position = events[^1].Position;
                yield return events;
            }
        }
        finally
        {
            Leave(tail);
            if (ahead is not null)
                await ahead.ContinueWith(static read => read.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>
    /// Which workspaces have moved and how far, for ever: first all with their present positions, then those that moved since the last turn, each
    /// once. Who follows keeps a position for each and reads from there on.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached; thrown before the first turn only.</exception>
    public async IAsyncEnumerable<IReadOnlyList<WorkspacePosition>> MovesAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var queue = new MovesQueue();
        lock (_memory.Lock)
            _movesQueues.Add(queue);
        try
        {
            // Listed first and read then, so that nothing falls in between.
            yield return await _store.ReadPositionsAsync(cancellation);
            while (true)
                yield return await queue.TakeAsync(cancellation);
        }
        finally
        {
            lock (_memory.Lock)
                _movesQueues.Remove(queue);
        }
    }

    /// <summary>Listens and announces until cancelled, over any loss of its sessions. Without it, only this node's own commits are noticed.</summary>
    public Task RunAsync(CancellationToken cancellation) => Task.WhenAll(
        OwnSession.LastingAsync(opened => _listener.RunAsync(opened + (() => _ready.TrySetResult()), cancellation), _options.OnDisconnected, _time, cancellation),
        OwnSession.LastingAsync(opened => _announcer.RunAsync(opened, cancellation), _options.OnDisconnected, _time, cancellation));

    public void Dispose()
    {
        _store.Committed -= Committed;
        Metrics.Dispose();
    }

    private void Moved(string tenant, long position)
    {
        lock (_memory.Lock)
        {
            _tails.GetValueOrDefault(tenant)?.Moved(position);
            if (position > _positions.GetValueOrDefault(tenant))
                Tell(tenant, position);
        }
    }

    /// <summary>What the database itself says counts even if it is less: a standby that took over may lack what was told of before.</summary>
    private void Seen(string tenant, long position)
    {
        lock (_memory.Lock)
        {
            _tails.GetValueOrDefault(tenant)?.Moved(position);
            if (position != _positions.GetValueOrDefault(tenant))
                Tell(tenant, position);
        }
    }

    private void Tell(string tenant, long position)
    {
        _positions[tenant] = position;
        foreach (var queue in _movesQueues)
            queue.Add(tenant, position);
    }

    private WorkspaceTail Enter(string tenant)
    {
        lock (_memory.Lock)
        {
            if (!_tails.TryGetValue(tenant, out var tail))
                _tails.Add(tenant, tail = new WorkspaceTail(tenant, _store, _memory, Metrics, _positions.GetValueOrDefault(tenant)));
            tail.Followers++;
            return tail;
        }
    }

    private void Leave(WorkspaceTail tail)
    {
        lock (_memory.Lock)
        {
            if (--tail.Followers > 0)
                return;
            _tails.Remove(tail.Tenant);
            tail.Close();
        }
    }

    /// <summary>A page for one follower, and how far the workspace was said to have come before it was read.</summary>
    private async Task<(WorkspacePage Page, long Said)> ReadOwnAsync(WorkspaceTail tail, long after, PageSize size, CancellationToken cancellation)
    {
        Metrics.CountOwnRead();
        var said = tail.Known;
        var page = await _store.ReadPageAsync(tail.Tenant, after, size.Limit, cancellation);
        size.Learn(page);
        if (page.Events.Count > 0)
            Moved(tail.Tenant, page.Events[^1].Position);
        return (page, said);
    }
}
