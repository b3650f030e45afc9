using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Experiments;

internal sealed class Conclude() : RpcCommand<ConcludeExperimentRequest, Experiment>(
    "conclude",
    "Compare the variants.",
    [
        new("name", "The experiment."),
        new("feedback_bps", "How much of what users say of it is good, in basis points."),
        new("resource_bps", "How much it takes, in basis points of what was set aside for it."),
    ],
    "ops experiments conclude spring/hook")
{
    protected override AsyncUnaryCall<Experiment> Call(OpsPlatformClient client, ConcludeExperimentRequest request, CallOptions options) =>
        client.Campaigns.ConcludeExperimentAsync(request, options);
}
