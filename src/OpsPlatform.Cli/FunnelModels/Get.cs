using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.FunnelModels;

internal sealed class Get() : RpcCommand<GetFunnelModelRequest, FunnelModel>(
    "get",
    "Show the stages of a funnel.",
    [new("name", "The funnel.")],
    "ops funnel-models get wechat")
{
    protected override AsyncUnaryCall<FunnelModel> Call(OpsPlatformClient client, GetFunnelModelRequest request, CallOptions options) =>
        client.Metrics.GetFunnelModelAsync(request, options);
}
