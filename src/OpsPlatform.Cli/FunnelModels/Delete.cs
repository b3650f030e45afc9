using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.FunnelModels;

internal sealed class Delete() : RpcCommand<DeleteFunnelModelRequest, FunnelModel>(
    "delete",
    "Delete a funnel softly.",
    [new("name", "The funnel.")],
    "ops funnel-models delete shop")
{
    protected override AsyncUnaryCall<FunnelModel> Call(OpsPlatformClient client, DeleteFunnelModelRequest request, CallOptions options) =>
        client.Metrics.DeleteFunnelModelAsync(request, options);
}
