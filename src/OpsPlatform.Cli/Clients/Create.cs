using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;
using Resource = OpsPlatform.Partners.V1.Client;

namespace OpsPlatform.Cli.Clients;

internal sealed class Create() : RpcCommand<CreateClientRequest, Resource>(
    "create",
    "Create a client of a partner, without secrets and without access to anything.",
    [
        new("client_id", "The id of the new client: the client_id of OAuth 2.0."),
        new("client.partner", "Whose program it is."),
        new("client.display_name", "What people call it."),
    ],
    "ops clients create novapr-sync --partner novapr --display-name 'Nightly sync'")
{
    protected override AsyncUnaryCall<Resource> Call(OpsPlatformClient client, CreateClientRequest request, CallOptions options) =>
        client.Partners.CreateClientAsync(request, options);
}
