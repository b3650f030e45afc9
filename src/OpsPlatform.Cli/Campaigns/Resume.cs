using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class Resume() : RpcCommand<ResumeCampaignRequest, Campaign>(
    "resume",
    "Let a campaign go on.",
    [new("name", "The campaign.")],
    "ops campaigns resume spring")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, ResumeCampaignRequest request, CallOptions options) =>
        client.Campaigns.ResumeCampaignAsync(request, options);
}
