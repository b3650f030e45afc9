using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Commands;

/// <summary>The streams that this node knows, as many of those used last as fit. One that is dropped is loaded again when it is wanted.</summary>
internal sealed class LiveStreams(long mostBytes)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Workspace, string Stream), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];
    private long _bytes;

    /// <summary>What they take in memory, about.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public T Get<T>(string workspace, string stream, Func<T> make)
        where T : class, ILiveStream
    {
        lock (_gate)
        {
            var key = (workspace, stream);
            if (_entries.TryGetValue(key, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return (T)node.Value.Stream;
            }

            var made = make();
            node = _byUse.AddFirst(new Entry(key, made));
            _entries.Add(key, node);
            Weigh(node.Value, made.Bytes);
            return made;
        }
    }

    /// <summary>To be told when what it knows has grown or shrunk.</summary>
    public void Changed(string workspace, string stream, long bytes)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue((workspace, stream), out var node))
                Weigh(node.Value, bytes);
        }
    }

    private void Weigh(Entry entry, long bytes)
    {
        _bytes += bytes - entry.Bytes;
        entry.Bytes = bytes;
        while (_bytes > mostBytes && _byUse.Last is { } last)
        {
            _byUse.RemoveLast();
            _entries.Remove(last.Value.Key);
            _bytes -= last.Value.Bytes;
        }
    }

    private sealed class Entry((string Workspace, string Stream) key, ILiveStream stream)
    {
        public (string Workspace, string Stream) Key => key;

        public ILiveStream Stream => stream;

        public long Bytes { get; set; }
    }
}

internal interface ILiveStream
{
    /// <summary>What it takes in memory, about.</summary>
    long Bytes { get; }

    /// <summary>Another one once the state has been given up, so that a call that failed does not give up what another has loaded since.</summary>
    Lineage Lineage { get; }

    /// <summary>The append that made the last version; null when that came from the store.</summary>
    Task<AppendResult>? Tail { get; }

    /// <summary>What it knows is not, or may not be, what the store has.</summary>
    void Forget(Lineage lineage);
}
