using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Roles;

internal sealed class Get() : RpcCommand<GetRoleRequest, Role>(
    "get",
    "Show a role and what it allows.",
    [new("name", "The role.")],
    "ops roles get operator")
{
    protected override AsyncUnaryCall<Role> Call(OpsPlatformClient client, GetRoleRequest request, CallOptions options) =>
        client.Partners.GetRoleAsync(request, options);
}
