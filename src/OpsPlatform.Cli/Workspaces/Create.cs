using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Workspaces;

internal sealed class Create() : RpcCommand<CreateWorkspaceRequest, Workspace>(
    "create",
    "Create a workspace, active and empty.",
    [
        new("workspace_id", "The id of the new workspace."),
        new("workspace.display_name", "What people call it."),
        new("workspace.kind", "What it is for, for good: what was tried out never becomes real."),
    ],
    "ops workspaces create acme-trial --kind sandbox --display-name 'Acme, trial'",
    "ops workspaces create acme --kind live --display-name Acme")
{
    protected override AsyncUnaryCall<Workspace> Call(OpsPlatformClient client, CreateWorkspaceRequest request, CallOptions options) =>
        client.Partners.CreateWorkspaceAsync(request, options);
}
