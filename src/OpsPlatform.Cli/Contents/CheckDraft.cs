using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class CheckDraft() : RpcCommand<CheckDraftRequest, CheckReport>(
    "check-draft",
    "Check what is not stored: a text that is being written, or a comment. Writes nothing.",
    [
        new("parent", "The workspace."),
        new("content.account", "The account that is to put it out."),
        .. ContentFields.All,
    ],
    "ops contents check-draft --account channels-main --kind message --title Comment --text '这是最好的茶' --origin user")
{
    protected override AsyncUnaryCall<CheckReport> Call(OpsPlatformClient client, CheckDraftRequest request, CallOptions options) =>
        client.Contents.CheckDraftAsync(request, options);
}
