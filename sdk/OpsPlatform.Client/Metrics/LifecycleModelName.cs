using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Metrics.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a lifecycle model: <c>workspaces/{workspace}/lifecycle-models/{lifecycle_model}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="LifecycleModel">The id of the lifecycle model.</param>
public sealed record LifecycleModelName(string Workspace, string LifecycleModel)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.LifecycleModel.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string lifecycleModel) => Pattern.Format(workspace, lifecycleModel);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static LifecycleModelName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out LifecycleModelName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, LifecycleModel);

    private static LifecycleModelName Of(string[] ids) => new(ids[0], ids[1]);
}
