using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class Unlink() : RpcCommand<UnlinkAccountsRequest, Campaign>(
    "unlink",
    "Take a campaign off accounts.",
    [
        new("name", "The campaign."),
        new("accounts", "An account, again for each.", "account"),
    ],
    "ops campaigns unlink spring --account douyin-main")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, UnlinkAccountsRequest request, CallOptions options) =>
        client.Campaigns.UnlinkAccountsAsync(request, options);
}
