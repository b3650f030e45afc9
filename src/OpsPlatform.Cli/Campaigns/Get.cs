using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class Get() : RpcCommand<GetCampaignRequest, Campaign>(
    "get",
    "Show a campaign as of now, or as it was.",
    [
        new("name", "The campaign."),
        new("read_time", "As of when."),
    ],
    "ops campaigns get spring",
    "ops campaigns get spring --read-time 2026-03-31T00:00:00Z -o yaml")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, GetCampaignRequest request, CallOptions options) =>
        client.Campaigns.GetCampaignAsync(request, options);
}
