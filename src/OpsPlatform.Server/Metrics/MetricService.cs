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
    CommandRunner<Metric> own,
    BuiltInQuery<Metric> metricQuery,
    MetricRegistry registry,
    MetricRecorder recorder,
    MetricSeriesQuery series,
    MetricQuarantines quarantines,
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
    CommandRunner<Evaluation> evaluations,
    EvaluationKeeping evaluationKeeping,
    DataQualityQuery quality,
    EsgReportQuery esgReports,
    TimeProvider time) : OpsPlatform.Metrics.V1.MetricService.MetricServiceBase
{
    public override async Task<Metric> CreateMetric(CreateMetricRequest request, ServerCallContext context)
    {
        var metrics = await KnownAsync(context, request.Metric.NumeratorMetricId, request.Metric.DenominatorMetricId);
        return await own.Run(context, request, (metric, asked, decision) => MetricDecider.Create(metric, asked, metrics, decision), metric => metric.Root);
    }

    public override Task<ListMetricsResponse> ListMetrics(ListMetricsRequest request, ServerCallContext context) => metricQuery.List<ListMetricsResponse>(context, request);

    public override Task<Metric> GetMetric(GetMetricRequest request, ServerCallContext context) => metricQuery.Get(context, request);

    public override Task<Metric> UpdateMetric(UpdateMetricRequest request, ServerCallContext context)
    {
        MetricDecider.MustNotBeBuiltIn(request.Metric.Name);
        return own.Run(context, request, MetricDecider.Update, metric => metric.Root);
    }

    public override Task<Metric> DeleteMetric(DeleteMetricRequest request, ServerCallContext context)
    {
        MetricDecider.MustNotBeBuiltIn(request.Name);
        return own.Run(context, request, MetricDecider.Delete, metric => metric.Root);
    }

    public override Task<Metric> UndeleteMetric(UndeleteMetricRequest request, ServerCallContext context)
    {
        MetricDecider.MustNotBeBuiltIn(request.Name);
        return own.Run(context, request, MetricDecider.Undelete, metric => metric.Root);
    }

    public override Task<RecordMetricsResponse> RecordMetrics(RecordMetricsRequest request, ServerCallContext context) => recorder.Record(context, request);

    public override Task<ListMetricBatchesResponse> ListMetricBatches(ListMetricBatchesRequest request, ServerCallContext context) =>
        queries.List<MetricBatch, ListMetricBatchesResponse>(context, request);

    public override Task<MetricBatch> QuarantineMetricBatch(QuarantineMetricBatchRequest request, ServerCallContext context) => quarantines.Begin(context, request);

    public override Task<MetricBatch> ReleaseMetricBatch(ReleaseMetricBatchRequest request, ServerCallContext context) => quarantines.End(context, request);

    public override Task ImportMetrics(IAsyncStreamReader<ImportMetricsRequest> requestStream, IServerStreamWriter<ImportMetricsResponse> responseStream, ServerCallContext context) =>
        streams.Run(requestStream, responseStream, context, (request, _) => recorder.Import(context, request));

    public override Task<QueryMetricsResponse> QueryMetrics(QueryMetricsRequest request, ServerCallContext context) => series.Query(context, request);

    public override Task<Scorecard> GetScorecard(GetScorecardRequest request, ServerCallContext context) => scorecards.Get(context, request);

    public override async Task<KpiSet> CreateKpiSet(CreateKpiSetRequest request, ServerCallContext context)
    {
        var metrics = await KnownAsync(context, request.KpiSet.Kpis.Select(kpi => kpi.Metric));
        return await kpiSets.Run(context, request, (set, asked, decision) => KpiSetDecider.Create(set, asked, metrics, decision), set => set.Root);
    }

    public override Task<KpiSet> GetKpiSet(GetKpiSetRequest request, ServerCallContext context) => kpiSetQuery.Get(context, request);

    public override Task<ListKpiSetsResponse> ListKpiSets(ListKpiSetsRequest request, ServerCallContext context) => kpiSetQuery.List<ListKpiSetsResponse>(context, request);

    public override async Task<KpiSet> UpdateKpiSet(UpdateKpiSetRequest request, ServerCallContext context)
    {
        var metrics = await KnownAsync(context, request.KpiSet.Kpis.Select(kpi => kpi.Metric));
        return await Own(request.KpiSet.Name, () => kpiSets.Run(context, request, (set, asked, decision) => KpiSetDecider.Update(set, asked, metrics, decision), set => set.Root));
    }

    public override Task<KpiSet> DeleteKpiSet(DeleteKpiSetRequest request, ServerCallContext context) =>
        Own(request.Name, () => kpiSets.Run(context, request, KpiSetDecider.Delete, set => set.Root));

    public override Task<KpiSet> UndeleteKpiSet(UndeleteKpiSetRequest request, ServerCallContext context) =>
        Own(request.Name, () => kpiSets.Run(context, request, KpiSetDecider.Undelete, set => set.Root));

    public override Task<Funnel> GetFunnel(GetFunnelRequest request, ServerCallContext context) => funnels.Get(context, request);

    public override async Task<FunnelModel> SetFunnelModel(SetFunnelModelRequest request, ServerCallContext context)
    {
        var metrics = await KnownAsync(context, request.Stages.Select(stage => stage.Metric));
        return await funnelModels.Run(context, request, (model, asked, decision) => FunnelModelDecider.Set(model, asked, metrics, decision), model => model.Root);
    }

    public override Task<FunnelModel> GetFunnelModel(GetFunnelModelRequest request, ServerCallContext context) => funnelModelQuery.Get(context, request);

    public override Task<ListFunnelModelsResponse> ListFunnelModels(ListFunnelModelsRequest request, ServerCallContext context) =>
        funnelModelQuery.List<ListFunnelModelsResponse>(context, request);

    public override Task<FunnelModel> DeleteFunnelModel(DeleteFunnelModelRequest request, ServerCallContext context)
    {
        FunnelModelDecider.MustNotBeBuiltIn(request.Name);
        return funnelModels.Run(context, request, FunnelModelDecider.Delete, model => model.Root);
    }

    public override async Task<Benchmark> SetBenchmark(SetBenchmarkRequest request, ServerCallContext context)
    {
        var metrics = await KnownAsync(context, request.Metric);
        return await benchmarks.Run(context, request, (benchmark, asked, decision) => BenchmarkDecider.Set(benchmark, asked, metrics, decision), benchmark => benchmark.Root);
    }

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

    public override async Task<Goal> CreateGoal(CreateGoalRequest request, ServerCallContext context)
    {
        var metrics = await KnownAsync(context, request.Goal.Metric);
        return await goals.Run(context, request, (goal, asked, decision) => GoalDecider.Create(goal, asked, metrics, decision), goal => goal.Root);
    }

    public override Task<Goal> GetGoal(GetGoalRequest request, ServerCallContext context) => queries.Get<Goal>(context, request);

    public override Task<ListGoalsResponse> ListGoals(ListGoalsRequest request, ServerCallContext context) => queries.List<Goal, ListGoalsResponse>(context, request);

    public override Task<Goal> ProposeGoalRevision(ProposeGoalRevisionRequest request, ServerCallContext context) =>
        goals.Run(context, request, GoalDecider.Propose, goal => goal.Root);

    public override Task<Goal> ApproveGoalRevision(ApproveGoalRevisionRequest request, ServerCallContext context) =>
        goals.Run(context, request, GoalDecider.Approve, goal => goal.Root);

    public override Task<Goal> RejectGoalRevision(RejectGoalRevisionRequest request, ServerCallContext context) =>
        goals.Run(context, request, GoalDecider.Reject, goal => goal.Root);

    public override Task<Evaluation> RecordEvaluation(RecordEvaluationRequest request, ServerCallContext context) => evaluationKeeping.Record(context, request);

    public override Task<Evaluation> GetEvaluation(GetEvaluationRequest request, ServerCallContext context) => queries.Get<Evaluation>(context, request);

    public override Task<ListEvaluationsResponse> ListEvaluations(ListEvaluationsRequest request, ServerCallContext context) =>
        queries.List<Evaluation, ListEvaluationsResponse>(context, request);

    public override Task<Evaluation> CloseEvaluation(CloseEvaluationRequest request, ServerCallContext context) =>
        evaluations.Run(context, request, EvaluationDecider.Close, evaluation => evaluation.Root);

    public override Task<EsgReport> GetEsgReport(GetEsgReportRequest request, ServerCallContext context) => esgReports.Get(context, request);

    public override Task<DataQuality> GetDataQuality(GetDataQualityRequest request, ServerCallContext context) => quality.Get(context, request);

    public override Task<GrowthPath> AssessGrowthPath(AssessGrowthPathRequest request, ServerCallContext context) =>
        Task.FromResult(GrowthPaths.Of(request, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)));

    public override Task<MembershipPlan> PlanMembership(PlanMembershipRequest request, ServerCallContext context) => Task.FromResult(Memberships.Of(request));

    private Task<KnownMetrics> KnownAsync(ServerCallContext context, params IEnumerable<string> ids) => registry.FindAsync(RpcCall.Of(context).Workspace, ids, context.CancellationToken);

    private static Task<KpiSet> Own(string name, Func<Task<KpiSet>> change)
    {
        KpiSetDecider.MustNotBeBuiltIn(name);
        return change();
    }
}
