using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class CloseTakedown() : RpcCommand<CloseTakedownRequest, Content>(
    "close-takedown",
    "Close the matter of a violation.",
    [
        new("name", "The content."),
        new("apology", "The apology or statement that was published."),
        new("lesson", "The lesson that was drawn from it: ops lessons create."),
        new("negative_share_bps", "The share of negative voices, in basis points."),
    ],
    "ops contents close-takedown spring-tea --apology 'We are sorry.' --lesson old-prices --negative-share-bps 800")
{
    protected override AsyncUnaryCall<Content> Call(OpsPlatformClient client, CloseTakedownRequest request, CallOptions options) =>
        client.Contents.CloseTakedownAsync(request, options);
}
