using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class Delete() : RpcCommand<DeleteCampaignRequest, Campaign>(
    "delete",
    "Delete a campaign softly: nothing is lost.",
    [new("name", "The campaign.")],
    "ops campaigns delete spring")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, DeleteCampaignRequest request, CallOptions options) =>
        client.Campaigns.DeleteCampaignAsync(request, options);
}
