using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class Preflight() : RpcCommand<PreflightCampaignRequest, OpsPlatform.Campaigns.V1.Preflight>(
    "preflight",
    "Show all that would stop a campaign.",
    [new("name", "The campaign.")],
    "ops campaigns preflight spring")
{
    protected override AsyncUnaryCall<OpsPlatform.Campaigns.V1.Preflight> Call(OpsPlatformClient client, PreflightCampaignRequest request, CallOptions options) =>
        client.Campaigns.PreflightCampaignAsync(request, options);
}
