using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.FunnelModels;

internal sealed class Set() : RpcCommand<SetFunnelModelRequest, FunnelModel>(
    "set",
    "Add a funnel of your own, or change it to exactly this.",
    [
        new("name", "The funnel."),
        new("display_name", "What people call it."),
        new("description", "What it is for."),
        new("stages", "A stage and the metric that counts it, with target-bps=2000 for a target of 20 %; again for each, in order.", "stage"),
        new("break_limit_bps", "Fewer than this part of the first stage at the last is a break."),
    ],
    "ops funnel-models set shop --display-name 'Into the shop' --stage play:plays --stage visit:profile-visits,target-bps=500 --stage shop:shop-visits,target-bps=2000")
{
    protected override AsyncUnaryCall<FunnelModel> Call(OpsPlatformClient client, SetFunnelModelRequest request, CallOptions options) =>
        client.Metrics.SetFunnelModelAsync(request, options);
}
