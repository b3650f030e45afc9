using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Roles;

internal sealed class Delete() : RpcCommand<DeleteRoleRequest, Role>(
    "delete",
    "Delete a role of the workspace's own: within a second it allows nothing.",
    [new("name", "The role.")],
    "ops roles delete buyer")
{
    protected override AsyncUnaryCall<Role> Call(OpsPlatformClient client, DeleteRoleRequest request, CallOptions options) =>
        client.Partners.DeleteRoleAsync(request, options);
}
