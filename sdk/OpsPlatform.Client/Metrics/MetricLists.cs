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

    /// <summary>What came of periods that are over.</summary>
    public static IAsyncEnumerable<Evaluation> EnumerateEvaluationsAsync(
        this MetricService.MetricServiceClient metrics, ListEvaluationsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(metrics.ListEvaluationsAsync, request, page => page.Evaluations, options, cancellationToken);

    /// <summary>What was recorded together.</summary>
    public static IAsyncEnumerable<MetricBatch> EnumerateMetricBatchesAsync(
        this MetricService.MetricServiceClient metrics, ListMetricBatchesRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(metrics.ListMetricBatchesAsync, request, page => page.MetricBatches, options, cancellationToken);

    /// <summary>The KPI sets of a workspace, built-in ones too.</summary>
    public static IAsyncEnumerable<KpiSet> EnumerateKpiSetsAsync(
        this MetricService.MetricServiceClient metrics, ListKpiSetsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(metrics.ListKpiSetsAsync, request, page => page.KpiSets, options, cancellationToken);

    /// <summary>The funnels of a workspace, built-in ones too.</summary>
    public static IAsyncEnumerable<FunnelModel> EnumerateFunnelModelsAsync(
        this MetricService.MetricServiceClient metrics, ListFunnelModelsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(metrics.ListFunnelModelsAsync, request, page => page.FunnelModels, options, cancellationToken);

    /// <summary>The industries of which a workspace knows what is usual.</summary>
    public static IAsyncEnumerable<Benchmark> EnumerateBenchmarksAsync(
        this MetricService.MetricServiceClient metrics, ListBenchmarksRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(metrics.ListBenchmarksAsync, request, page => page.Benchmarks, options, cancellationToken);

    /// <summary>The audiences of a workspace.</summary>
    public static IAsyncEnumerable<Audience> EnumerateAudiencesAsync(
        this MetricService.MetricServiceClient metrics, ListAudiencesRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(metrics.ListAudiencesAsync, request, page => page.Audiences, options, cancellationToken);

    /// <summary>The goals of a workspace.</summary>
    public static IAsyncEnumerable<Goal> EnumerateGoalsAsync(
        this MetricService.MetricServiceClient metrics, ListGoalsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(metrics.ListGoalsAsync, request, page => page.Goals, options, cancellationToken);

    /// <summary>The lifecycle models of a workspace, built-in ones too.</summary>
    public static IAsyncEnumerable<LifecycleModel> EnumerateLifecycleModelsAsync(
        this MetricService.MetricServiceClient metrics, ListLifecycleModelsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(metrics.ListLifecycleModelsAsync, request, page => page.LifecycleModels, options, cancellationToken);
}
