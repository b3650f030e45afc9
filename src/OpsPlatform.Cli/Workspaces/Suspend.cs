using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Workspaces;

internal sealed class Suspend() : RpcCommand<SuspendWorkspaceRequest, Workspace>(
    "suspend",
    "Refuse every call that concerns a workspace, within a second. Nothing in it is lost.",
    [
        new("name", "The workspace."),
        new("reason", "Why, for the record and for whoever is shut out."),
    ],
    "ops workspaces suspend acme --reason 'Contract ended'")
{
    protected override AsyncUnaryCall<Workspace> Call(OpsPlatformClient client, SuspendWorkspaceRequest request, CallOptions options) =>
        client.Partners.SuspendWorkspaceAsync(request, options);
}
