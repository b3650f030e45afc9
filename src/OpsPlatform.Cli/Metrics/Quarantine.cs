using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Metrics;

internal sealed class Quarantine() : RpcCommand<QuarantineMetricBatchRequest, MetricBatch>(
    "quarantine",
    "Leave the values of a batch out of all that is read, as if they had never been recorded.",
    [
        new("name", "The batch: ops metrics batches lists them."),
        new("reason", "Why."),
    ],
    "ops metrics quarantine 0198a3b5-7c1e-7d3a-9f00-0123456789ab --reason 'Counted twice by the platform'")
{
    protected override AsyncUnaryCall<MetricBatch> Call(OpsPlatformClient client, QuarantineMetricBatchRequest request, CallOptions options) =>
        client.Metrics.QuarantineMetricBatchAsync(request, options);
}
