using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class Link() : RpcCommand<LinkAccountsRequest, Campaign>(
    "link",
    "Put a campaign on accounts.",
    [
        new("name", "The campaign."),
        new("accounts", "An account, again for each.", "account"),
    ],
    "ops campaigns link spring --account channels-main --account douyin-main")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, LinkAccountsRequest request, CallOptions options) =>
        client.Campaigns.LinkAccountsAsync(request, options);
}
