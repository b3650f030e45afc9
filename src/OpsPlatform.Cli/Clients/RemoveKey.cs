using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;
using Resource = OpsPlatform.Partners.V1.Client;

namespace OpsPlatform.Cli.Clients;

internal sealed class RemoveKey() : RpcCommand<RemoveClientKeyRequest, Resource>(
    "remove-key",
    "Take a public key from a client: within a second no token is given for what it has signed.",
    [
        new("name", "The client."),
        new("key_id", "Which one, by the id that 'ops clients get' shows."),
    ],
    "ops clients remove-key novapr-sync --key-id sK7b1kQ0m6aS2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7")
{
    protected override AsyncUnaryCall<Resource> Call(OpsPlatformClient client, RemoveClientKeyRequest request, CallOptions options) =>
        client.Partners.RemoveClientKeyAsync(request, options);
}
