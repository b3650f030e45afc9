using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class Update() : RpcCommand<UpdateContentRequest, Content>(
    "update",
    "Edit a content. A change voids what was approved of it.",
    [
        new("content.name", "The content."),
        .. ContentFields.All,
        new("update_mask", "The fields to edit, with commas between; one that is not given is emptied. Default: those that are given."),
    ],
    "ops contents update spring-tea --text 'Eight leaves.'",
    "ops contents update spring-tea --update-mask disclaimer,sensitive")
{
    protected override AsyncUnaryCall<Content> Call(OpsPlatformClient client, UpdateContentRequest request, CallOptions options) =>
        client.Contents.UpdateContentAsync(request, options);
}
