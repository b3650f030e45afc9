using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Metrics.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a KPI set: <c>workspaces/{workspace}/kpi-sets/{kpi_set}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="KpiSet">The id of the KPI set.</param>
public sealed record KpiSetName(string Workspace, string KpiSet)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.KpiSet.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string kpiSet) => Pattern.Format(workspace, kpiSet);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static KpiSetName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out KpiSetName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, KpiSet);

    private static KpiSetName Of(string[] ids) => new(ids[0], ids[1]);
}
