using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Roles;

internal sealed class Set() : RpcCommand<SetRoleRequest, Role>(
    "set",
    "Make a role of the workspace's own, or change it to exactly this. Grants that use it follow within a second.",
    [
        new("name", "The role."),
        new("display_name", "What people call it."),
        new("permissions", "What it allows, again for each: budgets.read, budgets.*, *.read or *. 'ops permissions' lists them.", "permission"),
    ],
    "ops roles set buyer --display-name Buyer --permission budgets.read --permission budgets.reserve")
{
    protected override AsyncUnaryCall<Role> Call(OpsPlatformClient client, SetRoleRequest request, CallOptions options) =>
        client.Partners.SetRoleAsync(request, options);
}
