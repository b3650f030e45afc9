using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class Start() : RpcCommand<StartCampaignRequest, Campaign>(
    "start",
    "Let a campaign run.",
    [
        new("name", "The campaign."),
        new("waived_codes", "What may stand in its way all the same, again for each: ops campaigns preflight shows what there is.", "waive"),
    ],
    "ops campaigns start spring",
    "ops campaigns start spring --waive goal-not-smart")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, StartCampaignRequest request, CallOptions options) =>
        client.Campaigns.StartCampaignAsync(request, options);
}
