using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class Start() : RpcCommand<StartCampaignRequest, Campaign>(
    "start",
    "Let a campaign run.",
    [new("name", "The campaign.")],
    "ops campaigns start spring")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, StartCampaignRequest request, CallOptions options) =>
        client.Campaigns.StartCampaignAsync(request, options);
}
