using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;
using Resource = OpsPlatform.Partners.V1.Client;

namespace OpsPlatform.Cli.Clients;

internal sealed class Suspend() : RpcCommand<SuspendClientRequest, Resource>(
    "suspend",
    "Shut a client out, within a second: no tokens, and those that it has are refused.",
    [
        new("name", "The client."),
        new("reason", "Why, for the record."),
    ],
    "ops clients suspend novapr-sync --reason 'Secret leaked'")
{
    protected override AsyncUnaryCall<Resource> Call(OpsPlatformClient client, SuspendClientRequest request, CallOptions options) =>
        client.Partners.SuspendClientAsync(request, options);
}
