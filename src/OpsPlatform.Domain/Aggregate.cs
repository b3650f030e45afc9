using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace OpsPlatform.Domain;

/// <summary>
/// A resource as of a version of its stream, with those of its children that a command concerns. Children that no command
/// names stay in the store, so that a budget with a hundred thousand open holds is as small in memory as one with none.
/// The messages that it is made from are left as they are: what changes is copied first, so that each version can be kept and shared.
/// </summary>
public sealed class Aggregate<TRoot>
    where TRoot : class, IMessage<TRoot>, new()
{
    private readonly Dictionary<string, IMessage> _children = [];
    private readonly HashSet<string> _touched = [];
    private readonly HashSet<string> _own = [];
    private bool _ownsRoot;

    /// <param name="name">The full resource name: <c>workspaces/acme/budgets/q4</c>.</param>
    /// <param name="version">How many events its stream has; 0 before it is created.</param>
    /// <param name="root">The resource as of that version.</param>
    public Aggregate(string name, long version = 0, TRoot? root = null)
    {
        Name = name;
        Version = version;
        Root = root ?? new TRoot();
    }

    public string Name { get; }

    public long Version { get; private set; }

    public TRoot Root { get; private set; }

    /// <summary>The children that events changed since loading, by their id below the root: <c>reservations/r1</c>.</summary>
    public IEnumerable<KeyValuePair<string, IMessage>> Touched => _touched.Select(id => KeyValuePair.Create(id, _children[id]));

    /// <summary>All children that are known, by their id below the root.</summary>
    public IEnumerable<KeyValuePair<string, IMessage>> Children => _children;

    /// <summary>The child with this id below the root, or null when it does not exist or no command named it.</summary>
    public T? Find<T>(string id)
        where T : class, IMessage => _children.GetValueOrDefault(id) as T;

    /// <summary>The child that the command is about: the one that it changed, else the one that it named.</summary>
    public T The<T>()
        where T : class, IMessage =>
        _touched.Select(id => _children[id]).OfType<T>().FirstOrDefault() ?? _children.Values.OfType<T>().First();

    /// <summary>Puts in a child as the store knows it.</summary>
    public void Load(string id, IMessage child) => _children[id] = child;

    /// <summary>For <c>Evolve</c>: the child to change, made when it does not exist yet.</summary>
    public T Change<T>(string id)
        where T : class, IMessage<T>, new()
    {
        _touched.Add(id);
        var isOwn = !_own.Add(id);
        if (!_children.TryGetValue(id, out var child))
            Set(child = new T(), "name", $"{Name}/{id}");
        else if (!isOwn)
            child = ((T)child).Clone();
        _children[id] = child;
        return (T)child;
    }

    /// <summary>Folds one event in, and stamps version and time on what it changed.</summary>
    public void Apply(Recorded recorded, Action<Aggregate<TRoot>, Recorded> evolve)
    {
        if (!_ownsRoot)
            (Root, _ownsRoot) = (Root.Clone(), true);
        var earlier = _touched.ToArray();
        _touched.Clear();
        if (Version == 0)
            Set(Root, "name", Name);
        evolve(this, recorded);
        Version = recorded.Version;
        Stamp(Root, recorded);
        foreach (var id in _touched)
            Stamp(_children[id], recorded);
        _touched.UnionWith(earlier);
    }

    private static void Stamp(IMessage resource, Recorded recorded)
    {
        var time = recorded.Time.ToTimestamp();
        if (resource.Descriptor.FindFieldByName("create_time") is { } created && created.Accessor.GetValue(resource) is null)
            created.Accessor.SetValue(resource, time);
        Set(resource, "update_time", time);
        Set(resource, "etag", recorded.Version.ToString());
    }

    private static void Set(IMessage resource, string field, object value) =>
        resource.Descriptor.FindFieldByName(field)?.Accessor.SetValue(resource, value);
}
