using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.LifecycleModels;

internal sealed class Delete() : RpcCommand<DeleteLifecycleModelRequest, LifecycleModel>(
    "delete",
    "Delete a lifecycle model softly.",
    [new("name", "The lifecycle model.")],
    "ops lifecycle-models delete members")
{
    protected override AsyncUnaryCall<LifecycleModel> Call(OpsPlatformClient client, DeleteLifecycleModelRequest request, CallOptions options) =>
        client.Metrics.DeleteLifecycleModelAsync(request, options);
}
