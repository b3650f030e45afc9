using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class Cancel() : RpcCommand<CancelCampaignRequest, Campaign>(
    "cancel",
    "Give a campaign up.",
    [
        new("name", "The campaign."),
        new("reason", "Why."),
    ],
    "ops campaigns cancel spring --reason 'The product is late'")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, CancelCampaignRequest request, CallOptions options) =>
        client.Campaigns.CancelCampaignAsync(request, options);
}
