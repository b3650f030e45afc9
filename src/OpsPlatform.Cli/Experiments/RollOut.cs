using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Experiments;

internal sealed class RollOut() : RpcCommand<RollOutExperimentRequest, Experiment>(
    "roll-out",
    "Make the change for a part of all, or for all.",
    [
        new("name", "The experiment."),
        new("rollout_bps", "For how much, in basis points; 10000 for all.", "share-bps"),
    ],
    "ops experiments roll-out spring/hook --share-bps 2000")
{
    protected override AsyncUnaryCall<Experiment> Call(OpsPlatformClient client, RollOutExperimentRequest request, CallOptions options) =>
        client.Campaigns.RollOutExperimentAsync(request, options);
}
