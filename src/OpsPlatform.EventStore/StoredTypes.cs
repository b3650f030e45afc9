using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OpsPlatform.EventStore;

/// <summary>The message types that may be stored, each under the snake_case form of its name.</summary>
public sealed class StoredTypes
{
    private readonly Dictionary<string, StoredType> _eventsByAlias = [];
    private readonly Dictionary<MessageDescriptor, StoredType> _events = [];
    private readonly Dictionary<MessageDescriptor, StoredType> _documents = [];
    private readonly Dictionary<Type, StoredType> _documentsByClrType = [];
    private readonly HashSet<MessageDescriptor> _projected;

    /// <summary>Two events, or two documents, of one name are refused: stored rows could not be told apart.</summary>
    /// <param name="projected">The documents that projections make, apart from those that commands write.</param>
    public StoredTypes(IEnumerable<MessageDescriptor> events, IEnumerable<MessageDescriptor> documents, IEnumerable<MessageDescriptor>? projected = null)
    {
        foreach (var type in events.Distinct().Select(StoredType.Of))
        {
            if (!_eventsByAlias.TryAdd(type.Alias, type))
                throw new ArgumentException($"Events {_eventsByAlias[type.Alias].Descriptor.FullName} and {type.Descriptor.FullName} would both be stored as '{type.Alias}'.", nameof(events));
            _events.Add(type.Descriptor, type);
        }

        var tables = new Dictionary<string, StoredType>();
        MessageDescriptor[] views = [.. projected ?? []];
        _projected = [.. views];
        foreach (var type in documents.Distinct().Concat(views).Select(StoredType.Of))
        {
            if (!tables.TryAdd(type.Table, type))
                throw new ArgumentException($"Documents {tables[type.Table].Descriptor.FullName} and {type.Descriptor.FullName} would both be stored in '{type.Table}'.", nameof(documents));
            _documents.Add(type.Descriptor, type);
            _documentsByClrType.Add(type.Descriptor.ClrType, type);
        }
    }

    internal IEnumerable<StoredType> Documents => _documents.Values;

    internal IEnumerable<StoredType> Projected => _projected.Select(Document);

    internal IEnumerable<string> EventAliases => _eventsByAlias.Keys;

    internal StoredType Event(MessageDescriptor descriptor) =>
        _events.TryGetValue(descriptor, out var type) ? type : throw new ArgumentException($"{descriptor.FullName} is not registered as an event.", nameof(descriptor));

    internal StoredType Document(MessageDescriptor descriptor) =>
        _documents.TryGetValue(descriptor, out var type) ? type : throw new ArgumentException($"{descriptor.FullName} is not registered as a document.", nameof(descriptor));

    internal StoredType Document<T>()
        where T : IMessage<T> =>
        _documentsByClrType.TryGetValue(typeof(T), out var type) ? type : throw new InvalidOperationException($"{typeof(T)} is not registered as a document.");

    internal StoredType Event(string alias) =>
        _eventsByAlias.TryGetValue(alias, out var type)
            ? type
            : throw new UnknownEventTypeException(alias);
}
