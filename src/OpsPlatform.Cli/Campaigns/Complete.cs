using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class Complete() : RpcCommand<CompleteCampaignRequest, Campaign>(
    "complete",
    "Bring a campaign to its end.",
    [
        new("name", "The campaign."),
        new("outcome", "How it ended, in words."),
    ],
    "ops campaigns complete spring --outcome 'Goals reached'")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, CompleteCampaignRequest request, CallOptions options) =>
        client.Campaigns.CompleteCampaignAsync(request, options);
}
