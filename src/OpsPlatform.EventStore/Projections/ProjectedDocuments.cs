using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OpsPlatform.EventStore;

/// <summary>A projection's own documents, as far as a batch of events concerns them.</summary>
public sealed class ProjectedDocuments
{
    private readonly Dictionary<(MessageDescriptor Type, string Id), Entry> _entries = [];
    private long _position;

    internal ProjectedDocuments(string tenant) => Tenant = tenant;

    /// <summary>The workspace that they belong to.</summary>
    public string Tenant { get; }

    /// <summary>The document of this id, or null when there is none yet. To change it, ask for <see cref="Change"/>.</summary>
    public T? Find<T>(string id)
        where T : class, IMessage<T>, new() => (T?)The<T>(id).Data;

    /// <summary>The document of this id to change, made when there is none yet.</summary>
    public T Change<T>(string id)
        where T : class, IMessage<T>, new()
    {
        var entry = The<T>(id);
        entry.Position = _position;
        return (T)(entry.Data ??= new T());
    }

    internal IEnumerable<DocumentKey> Keys => _entries.Keys.Select(key => new DocumentKey(key.Type, key.Id));

    /// <summary>The documents that were changed, with the position of the last event that changed them.</summary>
    internal IEnumerable<(string Id, IMessage Data, long Position)> Changed =>
        _entries.Where(entry => entry.Value.Position > 0).Select(entry => (entry.Key.Id, entry.Value.Data!, entry.Value.Position));

    internal void Expect(DocumentKey key) => _entries.TryAdd((key.Type, key.Id), new Entry());

    internal void Load(DocumentKey key, IMessage data) => _entries[(key.Type, key.Id)].Data = data;

    internal void BeginAt(long position) => _position = position;

    private Entry The<T>(string id)
        where T : class, IMessage<T>, new() =>
        _entries.TryGetValue((Descriptor<T>.Value, id), out var entry) ? entry : throw new UnexpectedDocumentException(Descriptor<T>.Value.Name);

    private sealed class Entry
    {
        public IMessage? Data { get; set; }

        /// <summary>0 while it is as it was loaded.</summary>
        public long Position { get; set; }
    }

    private static class Descriptor<T>
        where T : IMessage<T>, new()
    {
        public static readonly MessageDescriptor Value = new T().Descriptor;
    }
}
