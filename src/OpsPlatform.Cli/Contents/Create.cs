using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class Create() : RpcCommand<CreateContentRequest, Content>(
    "create",
    "Make a content, a draft.",
    [
        new("content_id", "The id of the new content. Default: one that the server makes."),
        new("content.account", "The account that puts it out."),
        .. ContentFields.All,
    ],
    "ops contents create spring-tea --account channels-main --kind video --title 'Spring tea' --text 'Seven leaves.' --duration 3m --hook 10s --class know-how")
{
    protected override AsyncUnaryCall<Content> Call(OpsPlatformClient client, CreateContentRequest request, CallOptions options) =>
        client.Contents.CreateContentAsync(request, options);
}
