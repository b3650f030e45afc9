using Google.Api;
using Google.Protobuf.Reflection;

namespace OpsPlatform.Client.Internal;

/// <summary>How the names of a resource are built, as its proto says: <c>workspaces/{workspace}/budgets/{budget}</c>.</summary>
internal sealed class ResourcePattern(string pattern)
{
    private readonly string[] _segments = pattern.Split('/');

    public static ResourcePattern Of(MessageDescriptor resource) => new(resource.GetOptions().GetExtension(ResourceExtensions.Resource).Pattern[0]);

    public string Format(params ReadOnlySpan<string> ids)
    {
        var segments = (string[])_segments.Clone();
        var next = 0;
        for (var i = 0; i < segments.Length; i++)
        {
            if (!IsId(segments[i]))
                continue;
            var id = ids[next++];
            segments[i] = string.IsNullOrEmpty(id) || id.Contains('/')
                ? throw new ArgumentException($"'{id}' cannot be the {segments[i]} of {pattern}: an id is not empty and has no slash.", nameof(ids))
                : id;
        }

        return string.Join('/', segments);
    }

    public string[] Parse(string name) => TryParse(name) ?? throw new FormatException($"'{name}' is not a name like {pattern}.");

    /// <summary>The ids in the name, in the pattern's order; null when the name is not of this pattern.</summary>
    public string[]? TryParse(string? name)
    {
        var given = (name ?? "").Split('/');
        if (given.Length != _segments.Length)
            return null;
        var ids = new List<string>();
        for (var i = 0; i < given.Length; i++)
        {
            if (!IsId(_segments[i]) && given[i] != _segments[i] || given[i].Length == 0)
                return null;
            if (IsId(_segments[i]))
                ids.Add(given[i]);
        }

        return [.. ids];
    }

    private static bool IsId(string segment) => segment.StartsWith('{');
}
