using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Metrics;

internal sealed class Release() : RpcCommand<ReleaseMetricBatchRequest, MetricBatch>(
    "release",
    "Count the values of a batch in quarantine again.",
    [
        new("name", "The batch: ops metrics batches lists them."),
        new("reason", "Why."),
    ],
    "ops metrics release 0198a3b5-7c1e-7d3a-9f00-0123456789ab --reason 'The platform has confirmed them'")
{
    protected override AsyncUnaryCall<MetricBatch> Call(OpsPlatformClient client, ReleaseMetricBatchRequest request, CallOptions options) =>
        client.Metrics.ReleaseMetricBatchAsync(request, options);
}
