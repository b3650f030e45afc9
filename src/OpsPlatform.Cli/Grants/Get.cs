using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;
using Resource = OpsPlatform.Partners.V1.Grant;

namespace OpsPlatform.Cli.Grants;

internal sealed class Get() : RpcCommand<GetGrantRequest, Resource>(
    "get",
    "Show what a client was granted in a workspace, as of now.",
    [new("name", "The client and the workspace: novapr-sync/acme. The workspace 'platform' stands for what admins do.")],
    "ops grants get novapr-sync/acme")
{
    protected override AsyncUnaryCall<Resource> Call(OpsPlatformClient client, GetGrantRequest request, CallOptions options) =>
        client.Partners.GetGrantAsync(request, options);
}
