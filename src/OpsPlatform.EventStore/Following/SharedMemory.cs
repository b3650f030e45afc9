namespace OpsPlatform.EventStore;

/// <summary>
/// Bounds what all tails of a node keep: what came first is dropped first, whosever it is. Its lock is the tails' lock too, because dropping
/// reaches from one into another; each holds it for an instant.
/// </summary>
internal sealed class SharedMemory(long mostBytes)
{
    /// <summary>What an event takes beside its payload: the record, its headers, the message object.</summary>
    private const long EventBytes = 600;

    /// <summary>A decoded payload takes about this many times its binary form.</summary>
    private const long Decoded = 3;

    private readonly LinkedList<(WorkspaceTail Tail, long Bytes)> _kept = [];

    public Lock Lock { get; } = new();

    public long Bytes { get; private set; }

    public LinkedListNode<(WorkspaceTail Tail, long Bytes)> Add(WorkspaceTail tail, WorkspacePage page)
    {
        var bytes = (page.Bytes * Decoded) + (page.Events.Count * EventBytes);
        Bytes += bytes;
        return _kept.AddLast((tail, bytes));
    }

    public void Remove(LinkedListNode<(WorkspaceTail Tail, long Bytes)> chunk)
    {
        Bytes -= chunk.Value.Bytes;
        _kept.Remove(chunk);
    }

    public void Trim()
    {
        while (Bytes > mostBytes)
            _kept.First!.Value.Tail.DropOldest();
    }
}
