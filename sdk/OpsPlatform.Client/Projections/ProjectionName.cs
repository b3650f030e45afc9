using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Projections.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a projection in a workspace: <c>workspaces/{workspace}/projections/{projection}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Projection">The id of the projection, such as <c>budget-months</c>.</param>
public sealed record ProjectionName(string Workspace, string Projection)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Projection.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string projection) => Pattern.Format(workspace, projection);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static ProjectionName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out ProjectionName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Projection);

    private static ProjectionName Of(string[] ids) => new(ids[0], ids[1]);
}
