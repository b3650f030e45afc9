using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.LifecycleModels;

internal sealed class Set() : RpcCommand<SetLifecycleModelRequest, LifecycleModel>(
    "set",
    "Add a lifecycle model of your own, or change it to exactly this.",
    [
        new("name", "The lifecycle model."),
        new("display_name", "What people call it."),
        new("description", "What it is for."),
        new("stages", "A stage and one that it leads to, further ones by next-stages; again for each.", "stage"),
    ],
    "ops lifecycle-models set members --display-name Members --stage trial:member --stage member:former,measures=vip-service --stage former:member")
{
    protected override AsyncUnaryCall<LifecycleModel> Call(OpsPlatformClient client, SetLifecycleModelRequest request, CallOptions options) =>
        client.Metrics.SetLifecycleModelAsync(request, options);
}
