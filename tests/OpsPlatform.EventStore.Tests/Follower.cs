namespace OpsPlatform.EventStore.Tests;

/// <summary>Takes events from a feed one batch after another, as fast or as slowly as a test wants.</summary>
internal sealed class Follower : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IAsyncEnumerator<IReadOnlyList<StoredEvent>> _batches;
    private Task<bool>? _next;

    public Follower(EventFeed feed, string tenant, long after) => _batches = feed.FollowAsync(tenant, after, _stop.Token).GetAsyncEnumerator();

    /// <summary>Longer than anything takes that does not hang.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public List<StoredEvent> Taken { get; } = [];

    public IEnumerable<long> Positions => Taken.Select(taken => taken.Position);

    /// <summary>The answer to the latest question, as long as it is not taken.</summary>
    public Task Asked => _next ?? throw new InvalidOperationException("Nothing is asked for.");

    /// <summary>Asks for the next batch and does not wait for it; what is asked for already is not asked for twice.</summary>
    public void Ask() => _next ??= _batches.MoveNextAsync().AsTask();

    public async Task<IReadOnlyList<StoredEvent>> NextAsync()
    {
        Ask();
        (await _next!.WaitAsync(Patience)).ShouldBeTrue();
        _next = null;
        Taken.AddRange(_batches.Current);
        return _batches.Current;
    }

    /// <summary>Takes batches until so many events have come in all.</summary>
    public async Task TakeAsync(int count)
    {
        while (Taken.Count < count)
            await NextAsync();
    }

    public Task CancelAsync() => _stop.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            // A question that has failed was the test's to judge.
            if (_next is { IsFaulted: false })
                await _next;
        }
        catch (OperationCanceledException)
        {
            // It was waiting.
        }

        await _batches.DisposeAsync();
        _stop.Dispose();
    }
}
