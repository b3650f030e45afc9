using Grpc.Core;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Client;

/// <summary>The lists of <see cref="MetricService"/> as enumerations; see <see cref="Lists"/> for how pages are read.</summary>
public static class MetricLists
{
    /// <summary>The metrics that there are.</summary>
    public static IAsyncEnumerable<Metric> EnumerateMetricsAsync(
        this MetricService.MetricServiceClient metrics, ListMetricsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(metrics.ListMetricsAsync, request, page => page.Metrics, options, cancellationToken);

    /// <summary>The KPI sets of a workspace, built-in ones too.</summary>
    public static IAsyncEnumerable<KpiSet> EnumerateKpiSetsAsync(
        this MetricService.MetricServiceClient metrics, ListKpiSetsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(metrics.ListKpiSetsAsync, request, page => page.KpiSets, options, cancellationToken);

    /// <summary>The funnels of a workspace, built-in ones too.</summary>
    public static IAsyncEnumerable<FunnelModel> EnumerateFunnelModelsAsync(
        this MetricService.MetricServiceClient metrics, ListFunnelModelsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(metrics.ListFunnelModelsAsync, request, page => page.FunnelModels, options, cancellationToken);
}
