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
    BuiltInQuery<FunnelModel> funnelModelQuery,
    CommandRunner<Benchmark> benchmarks,
    AudienceKeeping audiences,
    CommandRunner<LifecycleModel> lifecycleModels,
    BuiltInQuery<LifecycleModel> lifecycleModelQuery,
    CommandRunner<Goal> goals,
    DataQualityQuery quality) : OpsPlatform.Metrics.V1.MetricService.MetricServiceBase
{
    public override Task<ListMetricsResponse> ListMetrics(ListMetricsRequest request, ServerCallContext context) =>
        queries.List<Metric, ListMetricsResponse>(context, request, [.. BuiltInMetrics.All.In(RpcCall.Of(context).Workspace).Select(metric => ($"metrics/{metric.MetricId}", metric))]);

    public override Task<Metric> GetMetric(GetMetricRequest request, ServerCallContext context) =>
        BuiltInMetrics.All.Find(request.Name.LastId(), RpcCall.Of(context).Workspace) is { } metric
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

    public override Task<Benchmark> SetBenchmark(SetBenchmarkRequest request, ServerCallContext context) =>
        benchmarks.Run(context, request, BenchmarkDecider.Set, benchmark => benchmark.Root);

    public override Task<Benchmark> GetBenchmark(GetBenchmarkRequest request, ServerCallContext context) => queries.Get<Benchmark>(context, request);

    public override Task<ListBenchmarksResponse> ListBenchmarks(ListBenchmarksRequest request, ServerCallContext context) =>
        queries.List<Benchmark, ListBenchmarksResponse>(context, request);

    public override Task<Audience> RecordAudience(RecordAudienceRequest request, ServerCallContext context) => audiences.Record(context, request);

    public override Task<Audience> GetAudience(GetAudienceRequest request, ServerCallContext context) => audiences.Get(context, request);

    public override Task<ListAudiencesResponse> ListAudiences(ListAudiencesRequest request, ServerCallContext context) =>
        queries.List<Audience, ListAudiencesResponse>(context, request);

    public override Task<LifecycleModel> SetLifecycleModel(SetLifecycleModelRequest request, ServerCallContext context) =>
        lifecycleModels.Run(context, request, LifecycleModelDecider.Set, model => model.Root);

    public override Task<LifecycleModel> GetLifecycleModel(GetLifecycleModelRequest request, ServerCallContext context) => lifecycleModelQuery.Get(context, request);

    public override Task<ListLifecycleModelsResponse> ListLifecycleModels(ListLifecycleModelsRequest request, ServerCallContext context) =>
        lifecycleModelQuery.List<ListLifecycleModelsResponse>(context, request);

    public override Task<LifecycleModel> DeleteLifecycleModel(DeleteLifecycleModelRequest request, ServerCallContext context)
    {
        LifecycleModelDecider.MustNotBeBuiltIn(request.Name);
        return lifecycleModels.Run(context, request, LifecycleModelDecider.Delete, model => model.Root);
    }

    public override Task<Goal> CreateGoal(CreateGoalRequest request, ServerCallContext context) => goals.Run(context, request, GoalDecider.Create, goal => goal.Root);

    public override Task<Goal> GetGoal(GetGoalRequest request, ServerCallContext context) => queries.Get<Goal>(context, request);

    public override Task<ListGoalsResponse> ListGoals(ListGoalsRequest request, ServerCallContext context) => queries.List<Goal, ListGoalsResponse>(context, request);

    public override Task<Goal> ProposeGoalRevision(ProposeGoalRevisionRequest request, ServerCallContext context) =>
        goals.Run(context, request, GoalDecider.Propose, goal => goal.Root);

    public override Task<Goal> ApproveGoalRevision(ApproveGoalRevisionRequest request, ServerCallContext context) =>
        goals.Run(context, request, GoalDecider.Approve, goal => goal.Root);

    public override Task<Goal> RejectGoalRevision(RejectGoalRevisionRequest request, ServerCallContext context) =>
        goals.Run(context, request, GoalDecider.Reject, goal => goal.Root);

    public override Task<DataQuality> GetDataQuality(GetDataQualityRequest request, ServerCallContext context) => quality.Get(context, request);

    public override Task<MembershipPlan> PlanMembership(PlanMembershipRequest request, ServerCallContext context) => Task.FromResult(Memberships.Of(request));

    private static Task<KpiSet> Own(string name, Func<Task<KpiSet>> change)
    {
        KpiSetDecider.MustNotBeBuiltIn(name);
        return change();
    }
}
