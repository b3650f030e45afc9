using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Experiments;

internal sealed class Stop() : RpcCommand<StopExperimentRequest, Experiment>(
    "stop",
    "Give an experiment up.",
    [
        new("name", "The experiment."),
        new("reason", "Why."),
    ],
    "ops experiments stop spring/hook --reason 'The platform changed'")
{
    protected override AsyncUnaryCall<Experiment> Call(OpsPlatformClient client, StopExperimentRequest request, CallOptions options) =>
        client.Campaigns.StopExperimentAsync(request, options);
}
