using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.LifecycleModels;

internal sealed class Get() : RpcCommand<GetLifecycleModelRequest, LifecycleModel>(
    "get",
    "Show the stages of a lifecycle and where they lead.",
    [new("name", "The lifecycle model.")],
    "ops lifecycle-models get six-stages")
{
    protected override AsyncUnaryCall<LifecycleModel> Call(OpsPlatformClient client, GetLifecycleModelRequest request, CallOptions options) =>
        client.Metrics.GetLifecycleModelAsync(request, options);
}
