using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Domain;

/// <summary>The resources of a kind that every workspace has: they come with OpsPlatform and nobody changes them.</summary>
public sealed class BuiltIns<T>
    where T : class, IMessage<T>, new()
{
    private static readonly FieldDescriptor Name = new T().Descriptor.FindFieldByName("name");

    private static readonly ResourceDescriptor Resource = new T().Descriptor.GetOptions().GetExtension(ResourceExtensions.Resource);

    private readonly T[] _items;
    private readonly Dictionary<string, T> _byId;

    /// <param name="items">With their ids in place of their names: they are the same in every workspace.</param>
    public BuiltIns(params IEnumerable<T> items)
    {
        _items = [.. items];
        _byId = _items.ToDictionary(IdOf);
    }

    /// <summary>What their names have before the id: <c>platforms</c>.</summary>
    public string Collection => Resource.Plural;

    public bool Has(string id) => _byId.ContainsKey(id);

    /// <param name="name">The full name, or the id.</param>
    /// <exception cref="Refusal">It is one of these, so that it has no stream to decide on.</exception>
    public void MustNotHave(string name, ErrorReason reason)
    {
        if (Has(name.LastId()))
            throw new Refusal(reason, "", (Resource.Singular, name.LastId()));
    }

    /// <summary>As it is in every workspace, with its id in place of its name.</summary>
    public T? Find(string id) => _byId.GetValueOrDefault(id);

    public T? Find(string id, string workspaceId) => Find(id) is { } item ? Named(item, workspaceId) : null;

    /// <summary>Those of a workspace, with their names there.</summary>
    public IEnumerable<T> In(string workspaceId) => _items.Select(item => Named(item, workspaceId));

    private static string IdOf(T item) => (string)Name.Accessor.GetValue(item);

    private T Named(T item, string workspaceId)
    {
        var named = item.Clone();
        Name.Accessor.SetValue(named, $"workspaces/{workspaceId}/{Collection}/{IdOf(item)}");
        return named;
    }
}
