using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class Undelete() : RpcCommand<UndeleteCampaignRequest, Campaign>(
    "undelete",
    "Bring a deleted campaign back.",
    [new("name", "The campaign.")],
    "ops campaigns undelete spring")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, UndeleteCampaignRequest request, CallOptions options) =>
        client.Campaigns.UndeleteCampaignAsync(request, options);
}
