using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Metrics.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a batch of values: <c>workspaces/{workspace}/metric-batches/{metric_batch}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="MetricBatch">The id of the batch.</param>
public sealed record MetricBatchName(string Workspace, string MetricBatch)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.MetricBatch.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string metricBatch) => Pattern.Format(workspace, metricBatch);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static MetricBatchName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out MetricBatchName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, MetricBatch);

    private static MetricBatchName Of(string[] ids) => new(ids[0], ids[1]);
}
