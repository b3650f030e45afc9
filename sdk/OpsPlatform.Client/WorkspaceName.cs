using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Partners.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a workspace: <c>workspaces/{workspace}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
public sealed record WorkspaceName(string Workspace)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Workspace.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace) => Pattern.Format(workspace);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static WorkspaceName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out WorkspaceName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace);

    private static WorkspaceName Of(string[] ids) => new(ids[0]);
}
