using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Workspaces;

internal sealed class Get() : RpcCommand<GetWorkspaceRequest, Workspace>(
    "get",
    "Show a workspace as of now.",
    [new("name", "The workspace.")],
    "ops workspaces get acme")
{
    protected override AsyncUnaryCall<Workspace> Call(OpsPlatformClient client, GetWorkspaceRequest request, CallOptions options) =>
        client.Partners.GetWorkspaceAsync(request, options);
}
