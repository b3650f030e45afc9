using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;
using Resource = OpsPlatform.Partners.V1.Client;

namespace OpsPlatform.Cli.Clients;

internal sealed class Resume() : RpcCommand<ResumeClientRequest, Resource>(
    "resume",
    "Let a suspended client in again.",
    [new("name", "The client.")],
    "ops clients resume novapr-sync")
{
    protected override AsyncUnaryCall<Resource> Call(OpsPlatformClient client, ResumeClientRequest request, CallOptions options) =>
        client.Partners.ResumeClientAsync(request, options);
}
