using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Projections.V1;

namespace OpsPlatform.Cli.Store;

internal sealed class Retry() : RpcCommand<RetryProjectionRequest, Projection>(
    "retry",
    "Let a stopped projection try its event again.",
    [new("name", "The projection.")],
    "ops store retry budget-months")
{
    protected override AsyncUnaryCall<Projection> Call(OpsPlatformClient client, RetryProjectionRequest request, CallOptions options) =>
        client.Projections.RetryProjectionAsync(request, options);
}
