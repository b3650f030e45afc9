using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Events.V1;

namespace OpsPlatform.Client;

/// <summary>The name of an event: <c>workspaces/{workspace}/events/{event}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Position">Its position in the workspace.</param>
public sealed record EventName(string Workspace, string Position)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Event.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string position) => Pattern.Format(workspace, position);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static EventName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out EventName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Position);

    private static EventName Of(string[] ids) => new(ids[0], ids[1]);
}
