using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class Submit() : RpcCommand<SubmitContentRequest, Content>(
    "submit",
    "Submit a content to the stages of a review chain.",
    [
        new("name", "The content."),
        new("chain", "The review chain: ops review-chains list shows what there is."),
        new("sha256", "Refuse unless this is the SHA-256 of what is submitted."),
    ],
    "ops contents submit spring-tea --chain review-b")
{
    protected override AsyncUnaryCall<Content> Call(OpsPlatformClient client, SubmitContentRequest request, CallOptions options) =>
        client.Contents.SubmitContentAsync(request, options);
}
