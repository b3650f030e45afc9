using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class Pause() : RpcCommand<PauseCampaignRequest, Campaign>(
    "pause",
    "Let a campaign rest.",
    [
        new("name", "The campaign."),
        new("reason", "Why."),
    ],
    "ops campaigns pause spring --reason 'The platform changes its rules'")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, PauseCampaignRequest request, CallOptions options) =>
        client.Campaigns.PauseCampaignAsync(request, options);
}
