using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Metrics.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a funnel: <c>workspaces/{workspace}/funnel-models/{funnel_model}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="FunnelModel">The id of the funnel.</param>
public sealed record FunnelModelName(string Workspace, string FunnelModel)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.FunnelModel.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string funnelModel) => Pattern.Format(workspace, funnelModel);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static FunnelModelName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out FunnelModelName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, FunnelModel);

    private static FunnelModelName Of(string[] ids) => new(ids[0], ids[1]);
}
