using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;
using Resource = OpsPlatform.Partners.V1.Client;

namespace OpsPlatform.Cli.Clients;

internal sealed class Get() : RpcCommand<GetClientRequest, Resource>(
    "get",
    "Show a client as of now, with the ids of its secrets.",
    [new("name", "The client.")],
    "ops clients get novapr-sync")
{
    protected override AsyncUnaryCall<Resource> Call(OpsPlatformClient client, GetClientRequest request, CallOptions options) =>
        client.Partners.GetClientAsync(request, options);
}
