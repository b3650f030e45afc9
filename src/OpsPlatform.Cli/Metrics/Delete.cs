using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Metrics;

internal sealed class Delete() : RpcCommand<DeleteMetricRequest, Metric>(
    "delete",
    "Delete a metric of your own softly: what names it is still read and scored.",
    [new("name", "The metric.")],
    "ops metrics delete saves")
{
    protected override AsyncUnaryCall<Metric> Call(OpsPlatformClient client, DeleteMetricRequest request, CallOptions options) =>
        client.Metrics.DeleteMetricAsync(request, options);
}
