using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;
using Resource = OpsPlatform.Partners.V1.Grant;

namespace OpsPlatform.Cli.Grants;

internal sealed class Grant() : RpcCommand<GrantAccessRequest, Resource>(
    "grant",
    "Give a client access to a workspace, or change the access that it has to exactly this, within a second.",
    [
        new("name", "The client and the workspace: novapr-sync/acme. The workspace 'platform' stands for what admins do."),
        new("roles", "A role of the workspace, built-in or its own, again for each. 'ops roles list' shows them.", "role"),
        new("permissions", "A permission beside the roles, again for each: budgets.read, budgets.*, *.read or *. 'ops permissions' lists them.", "permission"),
        new("resources", "Only this resource and what lies below it, again for each: workspaces/acme/budgets/q4. Default: the whole workspace.", "resource"),
    ],
    "ops grants grant novapr-sync/acme --role operator",
    "ops grants grant novapr-sync/acme --role viewer --permission budgets.reserve --permission budgets.release",
    "ops grants grant novapr-sync/acme --role operator --resource workspaces/acme/budgets/q4-2026",
    "ops grants grant mia/platform --permission 'clients.*'")
{
    protected override AsyncUnaryCall<Resource> Call(OpsPlatformClient client, GrantAccessRequest request, CallOptions options) =>
        client.Partners.GrantAccessAsync(request, options);
}
