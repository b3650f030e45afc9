using System.Runtime.InteropServices;

namespace OpsPlatform.EventStore;

/// <summary>
/// The latest events of one workspace, for the followers of a node that stand near its end: read from the database once for all of them, and
/// only when one of them has nothing left. It exists while somebody follows, and costs nothing while nothing is committed.
/// </summary>
/// <param name="known">The position that the workspace is said to have reached.</param>
internal sealed class WorkspaceTail(string tenant, PostgresEventStore store, SharedMemory memory, FeedMetrics metrics, long known)
{
    /// <summary>What a follower takes at once.</summary>
    private const int MostTaken = 500;

    // Those from _dropped on are held: they come after _start, and end with _end. Below zero, nobody has reached the tail yet.
    private readonly List<StoredEvent> _events = [];
    private readonly Queue<Chunk> _chunks = new();
    private readonly PageSize _size = new();
    private int _dropped;
    private long _start = -1;
    private long _end = -1;

    private TaskCompletionSource _changed = NewSignal();
    private bool _isAwaited;
    private bool _isReading;
    private bool _isClosed;

    public string Tenant { get; } = tenant;

    public long Known { get; private set; } = known;

    public int Followers { get; set; }

    public void Moved(long position)
    {
        if (position <= Known)
            return;
        Known = position;
        if (_isAwaited && _end < 0)
            Signal(null);
        else if (_isAwaited)
            Read();
    }

    public Turn Next(long position)
    {
        lock (memory.Lock)
        {
            if (position < _start || (position > _end && position < Known))
                return Turn.Read;
            if (position > _end && position == Known && !_isReading)
                Restart(position);
            if (position < _end)
                return new Turn(Take(position), null);
            _isAwaited = true;
            var changed = _changed.Task;
            if (_end >= 0)
                Read();
            return new Turn(null, changed);
        }
    }

    /// <summary>
    /// The database has nothing after the position, though the workspace was said to have come further: that was not so, or is no more. What
    /// is said from now on counts again.
    /// </summary>
    public void Deny(long position, long said)
    {
        lock (memory.Lock)
        {
            if (Known != said || said <= position || _isReading)
                return;
            Known = position;
            Restart(position);
        }
    }

    public void DropOldest()
    {
        var chunk = _chunks.Dequeue();
        memory.Remove(chunk.Kept);
        CollectionsMarshal.AsSpan(_events).Slice(_dropped, chunk.Count).Clear();
        _dropped += chunk.Count;
        _start = chunk.End;
        if (_dropped > _events.Count / 2)
        {
            _events.RemoveRange(0, _dropped);
            _dropped = 0;
        }
    }

    public void Close()
    {
        _isClosed = true;
        Restart(-1);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Restart(long position)
    {
        while (_chunks.Count > 0)
            DropOldest();
        _start = _end = position;
    }

    private List<StoredEvent> Take(long position)
    {
        var (low, high) = (_dropped, _events.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_events[middle].Position <= position)
                low = middle + 1;
            else
                high = middle;
        }

        return _events.GetRange(low, Math.Min(MostTaken, _events.Count - low));
    }

    private void Read()
    {
        if (_isReading || Known <= _end)
            return;
        _isReading = true;
        var (after, said) = (_end, Known);
        _ = Task.Run(() => ReadAsync(after, said));
    }

    private async Task ReadAsync(long after, long said)
    {
        Exception? problem = null;
        WorkspacePage? page = null;
        try
        {
            metrics.CountSharedRead();
            page = await store.ReadPageAsync(Tenant, after, _size.Limit, CancellationToken.None);
        }
        catch (Exception e)
        {
            // Whoever waits is told, whatever it was; whoever comes next begins anew.
            problem = e;
        }

        lock (memory.Lock)
        {
            _isReading = false;
            if (page is { Events.Count: > 0 } && !_isClosed)
                Add(page);
            else if (page is not null && Known == said)
                Known = after;
            Signal(problem);
        }
    }

    private void Add(WorkspacePage page)
    {
        _size.Learn(page);
        _events.AddRange(page.Events);
        _end = page.Events[^1].Position;
        Known = Math.Max(Known, _end);
        _chunks.Enqueue(new Chunk(memory.Add(this, page), page.Events.Count, _end));
        memory.Trim();
    }

    private void Signal(Exception? problem)
    {
        var changed = _changed;
        _changed = NewSignal();
        _isAwaited = false;
        if (problem is null)
        {
            changed.SetResult();
            return;
        }

        changed.SetException(problem);
        _ = changed.Task.Exception;
    }

    private readonly record struct Chunk(LinkedListNode<(WorkspaceTail Tail, long Bytes)> Kept, int Count, long End);
}
