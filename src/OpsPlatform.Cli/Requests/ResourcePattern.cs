using Google.Api;
using Google.Protobuf.Reflection;

namespace OpsPlatform.Cli.Requests;

/// <summary>How the names of a resource are built, read from the protos: `workspaces/{workspace}/budgets/{budget}`.</summary>
internal sealed class ResourcePattern
{
    private readonly string[] _segments;
    private readonly string _type;

    private ResourcePattern(IEnumerable<string> segments, string type = "") => (_segments, _type) = ([.. segments], type);

    /// <summary>The variables after the workspace, as help shows them: `budget/reservation`.</summary>
    internal string ShortForm => string.Join('/', _segments.Where((_, i) => i > 1 && i % 2 == 1).Select(segment => segment.Trim('{', '}')));

    internal bool IsWorkspace => _segments.Length == 2;

    internal ResourcePattern Parent => new(_segments[..^2]);

    /// <summary>The pattern of the names that this field takes, or null when it takes no names.</summary>
    internal static ResourcePattern? OfReference(FieldDescriptor field)
    {
        var reference = field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference);
        if (reference is null)
            return null;
        var wanted = reference.Type.Length > 0 ? reference.Type : reference.ChildType;
        var pattern = field.File.Dependencies.Append(field.File).SelectMany(file => file.MessageTypes)
            .Select(OfResource).FirstOrDefault(pattern => pattern?._type == wanted)
            ?? throw new ArgumentException($"No resource of the type {wanted} is in reach of {field.FullName}.", nameof(field));
        return reference.Type.Length > 0 ? pattern : pattern.Parent;
    }

    /// <summary>The pattern of this resource's own names, or null when the message is no resource.</summary>
    internal static ResourcePattern? OfResource(MessageDescriptor message) =>
        message.GetOptions()?.GetExtension(ResourceExtensions.Resource) is { } resource
            ? new ResourcePattern(resource.Pattern[0].Split('/'), resource.Type)
            : null;

    /// <summary>The full name for what a user gave: the full name itself, `budgets/q4-2026`, or the bare ids `q4-2026`.</summary>
    internal string Resolve(string given, Func<string> workspace)
    {
        var parts = given.Split('/');
        var name = parts switch
        {
            ["workspaces", ..] => given,
            _ when parts.Length == _segments.Length - 2 => $"workspaces/{workspace()}/{given}",
            _ when parts.Length == _segments.Length / 2 - 1 =>
                $"workspaces/{workspace()}/{string.Join('/', parts.Select((id, i) => $"{_segments[2 + 2 * i]}/{id}"))}",
            _ => given,
        };
        return Matches(name) ? name : throw Failure.Usage(
            $"'{given}' is no name here. Give {ShortForm}, or the full name {string.Join('/', _segments)}.",
            $"“{given}”不是有效的名称。请使用 {ShortForm}，或完整名称 {string.Join('/', _segments)}。");
    }

    /// <summary>The ids after the workspace, which <see cref="Resolve"/> takes back; what does not match stays as it is.</summary>
    internal string Shorten(string name) =>
        Matches(name) && !IsWorkspace ? string.Join('/', name.Split('/').Where((_, i) => i > 1 && i % 2 == 1)) : name;

    private bool Matches(string name)
    {
        var parts = name.Split('/');
        return parts.Length == _segments.Length
            && parts.Zip(_segments).All(pair => pair.Second[0] == '{' ? pair.First.Length > 0 : pair.First == pair.Second);
    }
}
