using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Metrics;

/// <summary>The metrics that there are, and what records and reads their values.</summary>
internal sealed class MetricService(QueryRunner queries, MetricRecorder recorder, MetricSeriesQuery series, StreamedRequests streams) : OpsPlatform.Metrics.V1.MetricService.MetricServiceBase
{
    public override Task<ListMetricsResponse> ListMetrics(ListMetricsRequest request, ServerCallContext context) =>
        queries.List<Metric, ListMetricsResponse>(context, request, [.. BuiltInMetrics.In(RpcCall.Of(context).Workspace).Select(metric => ($"metrics/{metric.MetricId}", metric))]);

    public override Task<Metric> GetMetric(GetMetricRequest request, ServerCallContext context) =>
        BuiltInMetrics.Find(request.Name[(request.Name.LastIndexOf('/') + 1)..], RpcCall.Of(context).Workspace) is { } metric
            ? Task.FromResult(metric)
            : throw new Refusal(ErrorReason.ResourceNotFound, "");

    public override Task<RecordMetricsResponse> RecordMetrics(RecordMetricsRequest request, ServerCallContext context) => recorder.Record(context, request);

    public override Task ImportMetrics(IAsyncStreamReader<ImportMetricsRequest> requestStream, IServerStreamWriter<ImportMetricsResponse> responseStream, ServerCallContext context) =>
        streams.Run(requestStream, responseStream, context, (request, _) => recorder.Import(context, request));

    public override Task<QueryMetricsResponse> QueryMetrics(QueryMetricsRequest request, ServerCallContext context) => series.Query(context, request);
}
