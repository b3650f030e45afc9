using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Events.V1;

namespace OpsPlatform.Cli.Store;

internal sealed class GetCheckpoint() : RpcCommand<GetCheckpointRequest, Checkpoint>(
    "checkpoint",
    "Have the platform sign what a workspace is at: 'latest', or the position of an event.",
    [new("name", "Which: 'latest', or the position of an event.")],
    "ops store checkpoint latest",
    "ops store checkpoint latest -o json > acme.checkpoint",
    "ops store checkpoint workspaces/acme/checkpoints/4711 -o json")
{
    protected override AsyncUnaryCall<Checkpoint> Call(OpsPlatformClient client, GetCheckpointRequest request, CallOptions options) =>
        client.Events.GetCheckpointAsync(request, options);
}
