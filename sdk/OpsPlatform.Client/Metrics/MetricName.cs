using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Metrics.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a metric: <c>workspaces/{workspace}/metrics/{metric}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Metric">The id of the metric.</param>
public sealed record MetricName(string Workspace, string Metric)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Metric.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string metric) => Pattern.Format(workspace, metric);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static MetricName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out MetricName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Metric);

    private static MetricName Of(string[] ids) => new(ids[0], ids[1]);
}
