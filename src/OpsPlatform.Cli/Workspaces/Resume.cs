using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Workspaces;

internal sealed class Resume() : RpcCommand<ResumeWorkspaceRequest, Workspace>(
    "resume",
    "Let a suspended workspace be worked in again.",
    [new("name", "The workspace.")],
    "ops workspaces resume acme")
{
    protected override AsyncUnaryCall<Workspace> Call(OpsPlatformClient client, ResumeWorkspaceRequest request, CallOptions options) =>
        client.Partners.ResumeWorkspaceAsync(request, options);
}
