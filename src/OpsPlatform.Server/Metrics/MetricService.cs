using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Metrics;

/// <summary>The metrics that there are, what records and reads their values, and what they are measured against.</summary>
internal sealed class MetricService(
    QueryRunner queries,
    MetricRecorder recorder,
    MetricSeriesQuery series,
    StreamedRequests streams,
    ScorecardQuery scorecards,
    CommandRunner<KpiSet> kpiSets,
    BuiltInQuery<KpiSet> kpiSetQuery,
    FunnelQuery funnels,
    CommandRunner<FunnelModel> funnelModels,
    BuiltInQuery<FunnelModel> funnelModelQuery) : OpsPlatform.Metrics.V1.MetricService.MetricServiceBase
{
    public override Task<ListMetricsResponse> ListMetrics(ListMetricsRequest request, ServerCallContext context) =>
        queries.List<Metric, ListMetricsResponse>(context, request, [.. BuiltInMetrics.All.In(RpcCall.Of(context).Workspace).Select(metric => ($"metrics/{metric.MetricId}", metric))]);

    public override Task<Metric> GetMetric(GetMetricRequest request, ServerCallContext context) =>
        BuiltInMetrics.All.Find(Id(request.Name), RpcCall.Of(context).Workspace) is { } metric
            ? Task.FromResult(metric)
            : throw new Refusal(ErrorReason.ResourceNotFound, "");

    public override Task<RecordMetricsResponse> RecordMetrics(RecordMetricsRequest request, ServerCallContext context) => recorder.Record(context, request);

    public override Task ImportMetrics(IAsyncStreamReader<ImportMetricsRequest> requestStream, IServerStreamWriter<ImportMetricsResponse> responseStream, ServerCallContext context) =>
        streams.Run(requestStream, responseStream, context, (request, _) => recorder.Import(context, request));

    public override Task<QueryMetricsResponse> QueryMetrics(QueryMetricsRequest request, ServerCallContext context) => series.Query(context, request);

    public override Task<Scorecard> GetScorecard(GetScorecardRequest request, ServerCallContext context) => scorecards.Get(context, request);

    public override Task<KpiSet> CreateKpiSet(CreateKpiSetRequest request, ServerCallContext context) =>
        kpiSets.Run(context, request, KpiSetDecider.Create, set => set.Root);

    public override Task<KpiSet> GetKpiSet(GetKpiSetRequest request, ServerCallContext context) => kpiSetQuery.Get(context, request);

    public override Task<ListKpiSetsResponse> ListKpiSets(ListKpiSetsRequest request, ServerCallContext context) => kpiSetQuery.List<ListKpiSetsResponse>(context, request);

    public override Task<KpiSet> UpdateKpiSet(UpdateKpiSetRequest request, ServerCallContext context) =>
        Own(request.KpiSet.Name, () => kpiSets.Run(context, request, KpiSetDecider.Update, set => set.Root));

    public override Task<KpiSet> DeleteKpiSet(DeleteKpiSetRequest request, ServerCallContext context) =>
        Own(request.Name, () => kpiSets.Run(context, request, KpiSetDecider.Delete, set => set.Root));

    public override Task<KpiSet> UndeleteKpiSet(UndeleteKpiSetRequest request, ServerCallContext context) =>
        Own(request.Name, () => kpiSets.Run(context, request, KpiSetDecider.Undelete, set => set.Root));

    public override Task<Funnel> GetFunnel(GetFunnelRequest request, ServerCallContext context) => funnels.Get(context, request);

    public override Task<FunnelModel> SetFunnelModel(SetFunnelModelRequest request, ServerCallContext context) =>
        funnelModels.Run(context, request, FunnelModelDecider.Set, model => model.Root);

    public override Task<FunnelModel> GetFunnelModel(GetFunnelModelRequest request, ServerCallContext context) => funnelModelQuery.Get(context, request);

    public override Task<ListFunnelModelsResponse> ListFunnelModels(ListFunnelModelsRequest request, ServerCallContext context) =>
        funnelModelQuery.List<ListFunnelModelsResponse>(context, request);

    public override Task<FunnelModel> DeleteFunnelModel(DeleteFunnelModelRequest request, ServerCallContext context)
    {
        FunnelModelDecider.MustNotBeBuiltIn(request.Name);
        return funnelModels.Run(context, request, FunnelModelDecider.Delete, model => model.Root);
    }

    private static Task<KpiSet> Own(string name, Func<Task<KpiSet>> change)
    {
        KpiSetDecider.MustNotBeBuiltIn(Id(name));
        return change();
    }

    private static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];
}
