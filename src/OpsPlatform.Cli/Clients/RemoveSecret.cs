using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;
using Resource = OpsPlatform.Partners.V1.Client;

namespace OpsPlatform.Cli.Clients;

internal sealed class RemoveSecret() : RpcCommand<RemoveClientSecretRequest, Resource>(
    "remove-secret",
    "Take a secret from a client: within a second no token is given for it. Tokens that were given live on until they expire, some minutes.",
    [
        new("name", "The client."),
        new("secret_id", "Which one, by the id that 'ops clients get' shows."),
    ],
    "ops clients remove-secret novapr-sync --secret-id 3f9c2a10")
{
    protected override AsyncUnaryCall<Resource> Call(OpsPlatformClient client, RemoveClientSecretRequest request, CallOptions options) =>
        client.Partners.RemoveClientSecretAsync(request, options);
}
