using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Metrics;

internal sealed class Undelete() : RpcCommand<UndeleteMetricRequest, Metric>(
    "undelete",
    "Bring a deleted metric back.",
    [new("name", "The metric.")],
    "ops metrics undelete saves")
{
    protected override AsyncUnaryCall<Metric> Call(OpsPlatformClient client, UndeleteMetricRequest request, CallOptions options) =>
        client.Metrics.UndeleteMetricAsync(request, options);
}
