using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Experiments;

internal sealed class Get() : RpcCommand<GetExperimentRequest, Experiment>(
    "get",
    "Show an experiment and its result.",
    [new("name", "The experiment.")],
    "ops experiments get spring/hook")
{
    protected override AsyncUnaryCall<Experiment> Call(OpsPlatformClient client, GetExperimentRequest request, CallOptions options) =>
        client.Campaigns.GetExperimentAsync(request, options);
}
