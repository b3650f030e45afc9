using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Metrics;

internal sealed class Record() : RpcCommand<RecordMetricsRequest, RecordMetricsResponse>(
    "record",
    "Record values of accounts. Each is judged by itself: the answer tells what became of it.",
    [
        new("parent", "The workspace."),
        new("values", "An account, what was measured in the metric's unit, and of which metric, date and source; again for each.", "value"),
    ],
    "ops metrics record --value channels-main:12000,metric=plays,date=2026-03-11,source=platform-api --value channels-main:1800,metric=completions,date=2026-03-11,source=platform-api")
{
    protected override AsyncUnaryCall<RecordMetricsResponse> Call(OpsPlatformClient client, RecordMetricsRequest request, CallOptions options) =>
        client.Metrics.RecordMetricsAsync(request, options);
}
