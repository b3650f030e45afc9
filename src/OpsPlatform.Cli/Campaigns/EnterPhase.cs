using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class EnterPhase() : RpcCommand<EnterPhaseRequest, Campaign>(
    "enter-phase",
    "Close the phase that is under way, and enter the next one.",
    [
        new("name", "The campaign."),
        new("phase_id", "The phase that comes next.", "phase"),
    ],
    "ops campaigns enter-phase spring --phase execute")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, EnterPhaseRequest request, CallOptions options) =>
        client.Campaigns.EnterPhaseAsync(request, options);
}
