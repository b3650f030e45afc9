using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;
using Resource = OpsPlatform.Partners.V1.Grant;

namespace OpsPlatform.Cli.Grants;

internal sealed class Revoke() : RpcCommand<RevokeAccessRequest, Resource>(
    "revoke",
    "Take a client's access to a workspace away, within a second: the workspace does not exist for it.",
    [new("name", "The client and the workspace: novapr-sync/acme. The workspace 'platform' stands for what admins do.")],
    "ops grants revoke novapr-sync/acme")
{
    protected override AsyncUnaryCall<Resource> Call(OpsPlatformClient client, RevokeAccessRequest request, CallOptions options) =>
        client.Partners.RevokeAccessAsync(request, options);
}
