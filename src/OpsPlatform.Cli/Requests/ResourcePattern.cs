using Google.Api;
using Google.Protobuf.Reflection;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Cli.Requests;

/// <summary>How the names of a resource are built, read from the protos: `workspaces/{workspace}/budgets/{budget}`.</summary>
internal sealed class ResourcePattern
{
    private const string Workspaces = "workspaces";

    private readonly string[] _segments;
    private readonly string _type;

    /// <summary>How many segments --workspace answers for: the first two of what lies in a workspace, none of any other name.</summary>
    private readonly int _known;

    private ResourcePattern(string[] segments, int known, string type = "") => (_segments, _known, _type) = (segments, known, type);

    /// <summary>The variables that are left to be typed, as help shows them: `budget/reservation`.</summary>
    internal string ShortForm => string.Join('/', Ids(_segments).Select(segment => segment.Trim('{', '}')));

    /// <summary>A workspace as the place of other resources: nothing is left to be typed.</summary>
    internal bool IsKnown => _known == _segments.Length;

    private ResourcePattern Parent => new(_segments[..^2], _known);

    /// <summary>The pattern of the names that this field takes, or null when it takes none, or names of every kind (`*`).</summary>
    internal static ResourcePattern? OfReference(FieldDescriptor field)
    {
        var reference = field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference);
        if (reference is null or { Type: "*" })
            return null;
        var wanted = reference.Type.Length > 0 ? reference.Type : reference.ChildType;
        var pattern = field.File.Dependencies.Append(field.File).Concat(Contracts()).SelectMany(file => file.MessageTypes)
            .Select(OfResource).FirstOrDefault(pattern => pattern?._type == wanted)
            ?? throw new ArgumentException($"There is no resource of the type {wanted} for {field.FullName}.", nameof(field));
        return reference.Type.Length > 0 ? pattern : pattern.Parent;
    }

    /// <summary>The pattern of the names of the resource that the field is called after, or null when it is called after none.</summary>
    internal static ResourcePattern? OfSingular(FieldDescriptor field) =>
        Contracts().SelectMany(file => file.MessageTypes)
            .FirstOrDefault(message => message.GetOptions()?.GetExtension(ResourceExtensions.Resource)?.Singular == field.Name) is { } resource ? OfResource(resource) : null;

    /// <summary>The pattern of this resource's own names, or null when the message is no resource.</summary>
    internal static ResourcePattern? OfResource(MessageDescriptor message)
    {
        if (message.GetOptions()?.GetExtension(ResourceExtensions.Resource) is not { } resource)
            return null;
        var segments = resource.Pattern[0].Split('/');
        return new ResourcePattern(segments, segments is [Workspaces, _, _, ..] ? 2 : 0, resource.Type);
    }

    /// <summary>The full name for what a user gave: the full name itself, `budgets/q4-2026`, or the bare ids `q4-2026`.</summary>
    internal string Resolve(string given, Func<string> workspace)
    {
        var parts = given.Split('/');
        var left = _segments.Length - _known;
        var name = parts[0] == _segments[0] ? given
            : parts.Length == left ? Prefix() + given
            : parts.Length == left / 2 ? Prefix() + string.Join('/', parts.Select((id, i) => $"{_segments[_known + 2 * i]}/{id}"))
            : given;
        return Matches(name) ? name : throw Failure.Usage(
            $"'{given}' is no name here. Give {ShortForm}, or the full name {string.Join('/', _segments)}.",
            $"“{given}”不是有效的名称。请使用 {ShortForm}，或完整名称 {string.Join('/', _segments)}。");

        string Prefix() => _known == 0 ? "" : $"{Workspaces}/{workspace()}/";
    }

    /// <summary>The ids that <see cref="Resolve"/> takes back; what does not match stays as it is.</summary>
    internal string Shorten(string name) => Matches(name) ? string.Join('/', Ids(name.Split('/'))) : name;

    /// <summary>Read one by one: a request may name what its file does not import, and few do.</summary>
    internal static IEnumerable<FileDescriptor> Contracts() =>
        from type in typeof(Rule).Assembly.GetExportedTypes()
        where type.Name.EndsWith("Reflection", StringComparison.Ordinal)
        select (FileDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!;

    private IEnumerable<string> Ids(string[] parts) => parts.Where((_, i) => i >= _known && i % 2 == 1);

    private bool Matches(string name)
    {
        var parts = name.Split('/');
        return parts.Length == _segments.Length
            && parts.Zip(_segments).All(pair => pair.Second[0] == '{' ? pair.First.Length > 0 : pair.First == pair.Second);
    }
}
