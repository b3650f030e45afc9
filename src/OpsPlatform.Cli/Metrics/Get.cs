using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Metrics;

internal sealed class Get() : RpcCommand<GetMetricRequest, Metric>(
    "get",
    "Show a metric and what it is computed from.",
    [new("name", "The metric.")],
    "ops metrics get completion-rate")
{
    protected override AsyncUnaryCall<Metric> Call(OpsPlatformClient client, GetMetricRequest request, CallOptions options) =>
        client.Metrics.GetMetricAsync(request, options);
}
