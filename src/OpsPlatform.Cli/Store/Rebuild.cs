using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Projections.V1;

namespace OpsPlatform.Cli.Store;

internal sealed class Rebuild() : RpcCommand<RebuildProjectionRequest, Projection>(
    "rebuild",
    "Make a projection anew beside what is read, and put it in its place.",
    [new("name", "The projection.")],
    "ops store rebuild budget-months")
{
    protected override AsyncUnaryCall<Projection> Call(OpsPlatformClient client, RebuildProjectionRequest request, CallOptions options) =>
        client.Projections.RebuildProjectionAsync(request, options);
}
