using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Persons.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a reveal: <c>workspaces/{workspace}/reveals/{reveal}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Reveal">The id of the reveal.</param>
public sealed record RevealName(string Workspace, string Reveal)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Reveal.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string reveal) => Pattern.Format(workspace, reveal);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static RevealName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out RevealName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Reveal);

    private static RevealName Of(string[] ids) => new(ids[0], ids[1]);
}
