namespace OpsPlatform.EventStore;

/// <summary>What one follower of all workspaces has not taken yet: of each workspace the latest position only, so that it cannot grow beyond their number.</summary>
internal sealed class MovesQueue
{
    private readonly Lock _lock = new();
    private Dictionary<string, long> _moves = [];
    private TaskCompletionSource _filled = NewSignal();

    public void Add(string tenant, long position)
    {
        lock (_lock)
        {
            if (position <= _moves.GetValueOrDefault(tenant))
                return;
            _moves[tenant] = position;
            _filled.TrySetResult();
        }
    }

    /// <summary>Waits until there is something, and takes all of it. One takes, not several.</summary>
    public async Task<IReadOnlyList<WorkspacePosition>> TakeAsync(CancellationToken cancellation)
    {
        await _filled.Task.WaitAsync(cancellation);
        Dictionary<string, long> taken;
        lock (_lock)
            (taken, _moves, _filled) = (_moves, [], NewSignal());
        return [.. taken.Select(move => new WorkspacePosition(move.Key, move.Value))];
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
