using Google.Api;
using Google.Protobuf.Reflection;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Persons.V1;
using OpsPlatform.Server.Personal;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Persons;

/// <summary>Reads what is personal of a resource of any kind, sealed as it is stored.</summary>
internal sealed class PersonalResources(IEnumerable<MessageDescriptor> documents, PersonalFields fields, PostgresEventStore store)
{
    private readonly Dictionary<string, MessageDescriptor> _types = documents
        .Select(type => (type, Resource: type.GetOptions()?.GetExtension(ResourceExtensions.Resource)))
        .Where(each => each.Resource is not null)
        .ToDictionary(each => Collections(each.Resource!.Pattern[0]), each => each.type);

    /// <exception cref="Refusal">There is no such resource in the workspace.</exception>
    public async Task<IReadOnlyList<RevealedField>> ReadAsync(string workspace, string name, CancellationToken cancellation)
    {
        if (!_types.TryGetValue(Collections(name), out var type)
            || ResourceName.Parse(name) is not { } place
            || place.Workspace != workspace
            || await store.GetDocumentAsync(type, workspace, place.Id, cancellation) is not { } resource)
        {
            throw new Refusal(ErrorReason.ResourceNotFound, "");
        }

        var found = new List<RevealedField>();
        if (fields.In(type))
            fields.Read(resource, part => found.AddRange(part.Texts.Select(each => new RevealedField { SubjectId = part.Subject, Field = each.Field.Name, Value = each.Text })));
        return found;
    }

    /// <summary>Of a name or a pattern of names, what tells its kind: <c>workspaces/budgets/reservations</c>.</summary>
    private static string Collections(string name) => string.Join('/', name.Split('/').Where((_, at) => at % 2 == 0));
}
