using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class AcknowledgeWarning() : RpcCommand<AcknowledgeWarningRequest, Campaign>(
    "acknowledge",
    "Take note of a campaign's lag, and say what is done about it.",
    [
        new("name", "The campaign."),
        new("plan", "What is done. A red lag needs it."),
    ],
    "ops campaigns acknowledge spring --plan 'The agency edits, too; two formats are dropped'")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, AcknowledgeWarningRequest request, CallOptions options) =>
        client.Campaigns.AcknowledgeWarningAsync(request, options);
}
