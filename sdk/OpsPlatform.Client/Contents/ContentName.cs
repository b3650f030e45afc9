using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Contents.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a content: <c>workspaces/{workspace}/contents/{content}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Content">The id of the content.</param>
public sealed record ContentName(string Workspace, string Content)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Content.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string content) => Pattern.Format(workspace, content);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static ContentName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out ContentName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Content);

    private static ContentName Of(string[] ids) => new(ids[0], ids[1]);
}
