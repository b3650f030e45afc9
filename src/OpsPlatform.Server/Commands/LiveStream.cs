using Google.Protobuf;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Commands;

/// <summary>
/// A stream as this node knows it: the state of its last version, which may still be on its way into the store, and the children that changed
/// last. Calls decide on it one after another without waiting for each other's commits; the store accepts or refuses what builds on each other
/// together. Whoever uses it holds its lock.
/// </summary>
internal sealed class LiveStream<TRoot>(AggregateType<TRoot> type, string workspace, string stream) : ILiveStream
    where TRoot : class, IMessage<TRoot>, new()
{
    /// <summary>More than one commit takes up, so that what has not been stored yet is normally among them.</summary>
    private const int MostChildren = 512;

    /// <summary>What objects take in memory for each byte that they take on the wire, roughly.</summary>
    private const int MemoryPerByte = 5;
    private const int LeastBytes = 1024;

    private readonly string _name = ResourceName.RootOf(workspace, stream);
    private readonly Dictionary<string, (IMessage Child, long Version)> _children = [];
    private readonly Queue<(string Id, long Version)> _order = [];
    private TRoot? _root;
    private long _version;
    private long _forgottenVersion;
    private long _childBytes;

    public Lineage Lineage { get; private set; } = new();

    public Task<AppendResult>? Tail { get; private set; }

    public long Bytes => LeastBytes + (MemoryPerByte * ((_root?.CalculateSize() ?? 0) + _childBytes));

    /// <summary>The state with the wanted children, or null when it has to be loaded first.</summary>
    /// <param name="loaded">What the store has just answered, or null.</param>
    public Aggregate<TRoot>? Find(IReadOnlyList<string> children, StreamState<TRoot>? loaded)
    {
        var stored = loaded is null ? null : type.Restore(_name, stream, loaded);
        if (stored is not null && (_root is null || stored.Version > _version))
        {
            // What its children were like before this version, or between two loads, is not known here.
            Forget(Lineage);
            (_root, _version, _forgottenVersion) = (stored.Root, stored.Version, stored.Version);
        }

        if (_root is null)
            return null;
        var aggregate = new Aggregate<TRoot>(_name, _version, _root);
        foreach (var id in children)
        {
            if (_children.TryGetValue(id, out var known))
                aggregate.Load(id, known.Child);
            else if (stored is null || stored.Version < _forgottenVersion)
                return null;
            else if (stored.Find<IMessage>(id) is { } child)
                aggregate.Load(id, child);
        }

        return aggregate;
    }

    /// <summary>From now on calls decide on the state that this append makes.</summary>
    public void Advance(Aggregate<TRoot> aggregate, Task<AppendResult> append)
    {
        (_root, _version, Tail) = (aggregate.Root, aggregate.Version, append);
        foreach (var (id, child) in aggregate.Touched)
            Remember(id, child);
    }

    public void Forget(Lineage lineage)
    {
        if (lineage != Lineage)
            return;
        Lineage = new Lineage();
        (_root, _version, _forgottenVersion, _childBytes, Tail) = (null, 0, 0, 0, null);
        _children.Clear();
        _order.Clear();
    }

    private void Remember(string id, IMessage child)
    {
        if (_children.TryGetValue(id, out var earlier))
            _childBytes -= earlier.Child.CalculateSize();
        _children[id] = (child, _version);
        _childBytes += child.CalculateSize();
        _order.Enqueue((id, _version));
        while (_order.Count > MostChildren)
        {
            var oldest = _order.Dequeue();
            if (_children[oldest.Id].Version != oldest.Version)
                continue;
            _children.Remove(oldest.Id, out var forgotten);
            _childBytes -= forgotten.Child.CalculateSize();
            _forgottenVersion = oldest.Version;
        }
    }
}
