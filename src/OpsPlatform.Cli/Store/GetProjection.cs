using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Projections.V1;

namespace OpsPlatform.Cli.Store;

internal sealed class GetProjection() : RpcCommand<GetProjectionRequest, Projection>(
    "get-projection",
    "Show how far a projection has come, and why it has stopped.",
    [new("name", "The projection.")],
    "ops store get-projection budget-months")
{
    protected override AsyncUnaryCall<Projection> Call(OpsPlatformClient client, GetProjectionRequest request, CallOptions options) =>
        client.Projections.GetProjectionAsync(request, options);
}
