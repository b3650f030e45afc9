using System.Threading.Channels;

namespace OpsPlatform.EventStore;

/// <summary>
/// Keeps the projections of all workspaces going, a few at a time and each for one batch, so that a long rebuild holds up nobody. Only workspaces that
/// are woken are looked at: those in which nothing happens cost nothing.
/// </summary>
/// <param name="parallel">How many batches are made at once; each takes a connection.</param>
public sealed class ProjectionRunner(Projector projector, PostgresEventStore store, int parallel = 4) : IDisposable
{
    /// <summary>How long events of a workspace that is being written to are gathered into one batch. Without it each commit would be followed by another, and cost twice.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    private readonly ProjectionMetrics _metrics = new(projector.Projections);
    private readonly Lock _lock = new();
    private readonly Channel<(string Tenant, Projection Projection)> _queue = Channel.CreateUnbounded<(string, Projection)>();

    // Whether to look again after the batch under way, because something has happened since it began.
    private readonly Dictionary<(string Tenant, Projection Projection), bool> _wanted = [];
    private TaskCompletionSource _idle = Completed();

    /// <summary>Told of each batch that was not nothing.</summary>
    public Action<string, Projection, ProjectionAdvance> Advanced { get; init; } = (_, _, _) => { };

    /// <summary>Told of a batch that could not be done. The next scan finds it again.</summary>
    public Action<string, Projection, Exception> Failed { get; init; } = (_, _, _) => { };

    /// <summary>Completes when there is nothing to do.</summary>
    public Task Idle
    {
        get
        {
            lock (_lock)
                return _idle.Task;
        }
    }

    /// <summary>To be called when events were appended in a workspace, or a projection of it is to be rebuilt or to try again. It takes no time.</summary>
    public void Wake(string tenant)
    {
        foreach (var projection in projector.Projections)
            Wake(tenant, projection);
    }

    /// <summary>Finds what nobody was woken for, and tells where projections are behind or have stopped.</summary>
    public async Task<IReadOnlyList<ProjectionProgress>> ScanAsync(CancellationToken cancellation = default)
    {
        var behind = await store.ListBehindAsync(projector.Projections, cancellation);
        _metrics.Set(behind);
        foreach (var progress in behind)
        {
            var projection = projector.Projections.Single(one => one.Name == progress.Name);
            if (Projector.HasWork(progress, projection))
                Wake(progress.Tenant, projection);
        }

        return behind;
    }

    /// <summary>Works until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) => Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => WorkAsync(cancellation)));

    public void Dispose() => _metrics.Dispose();

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private void Wake(string tenant, Projection projection)
    {
        lock (_lock)
        {
            if (!_wanted.TryAdd((tenant, projection), false))
            {
                _wanted[(tenant, projection)] = true;
                return;
            }

            if (_wanted.Count == 1)
                _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _ = QueueAfterRestAsync(tenant, projection);
    }

    private async Task WorkAsync(CancellationToken cancellation)
    {
        await foreach (var (tenant, projection) in _queue.Reader.ReadAllAsync(cancellation))
        {
            lock (_lock)
                _wanted[(tenant, projection)] = false;
            var hasMore = false;
            try
            {
                var advance = await projector.AdvanceAsync(tenant, projection, cancellation);
                hasMore = advance.HasMore;
                if (advance != ProjectionAdvance.Nothing)
                {
                    _metrics.Count(projection.Name, advance);
                    Advanced(tenant, projection, advance);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                Failed(tenant, projection, e);
            }

            Done(tenant, projection, hasMore);
        }
    }

    private void Done(string tenant, Projection projection, bool hasMore)
    {
        lock (_lock)
        {
            if (hasMore)
            {
                _queue.Writer.TryWrite((tenant, projection));
            }
            else if (_wanted[(tenant, projection)])
            {
                _ = QueueAfterRestAsync(tenant, projection);
            }
            else
            {
                _wanted.Remove((tenant, projection));
                if (_wanted.Count == 0)
                    _idle.SetResult();
            }
        }
    }

    private async Task QueueAfterRestAsync(string tenant, Projection projection)
    {
        await Task.Delay(Rest);
        _queue.Writer.TryWrite((tenant, projection));
    }
}
