using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;
using Resource = OpsPlatform.Partners.V1.Client;

namespace OpsPlatform.Cli.Clients;

internal sealed class AddKey() : RpcCommand<AddClientKeyRequest, Resource>(
    "add-key",
    "Keep the public half of a key that the client signs assertions with, instead of a secret.",
    [
        new("name", "The client."),
        new("jwk", "The public half, as one JSON Web Key or in PEM."),
    ],
    "ops clients add-key novapr-sync --jwk \"$(openssl pkey -in novapr-sync.pem -pubout)\"",
    "ops clients add-key novapr-sync --jwk '{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}'")
{
    protected override AsyncUnaryCall<Resource> Call(OpsPlatformClient client, AddClientKeyRequest request, CallOptions options) =>
        client.Partners.AddClientKeyAsync(request, options);
}
