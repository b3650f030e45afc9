using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class Review() : RpcCommand<ReviewContentRequest, Content>(
    "review",
    "Decide on a content at the stage that it is the turn of.",
    [
        new("name", "The content."),
        new("stage", "The stage that decides, from 1."),
        new("sha256", "The SHA-256 of what you have read."),
        new("verdict", "What is decided."),
        new("remark", "Why, for the authors. Needed except for approve."),
    ],
    "ops contents review spring-tea --stage 1 --sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 --verdict approve",
    "ops contents review spring-tea --stage 2 --sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 --verdict request-changes --remark 'Name the source.'")
{
    protected override AsyncUnaryCall<Content> Call(OpsPlatformClient client, ReviewContentRequest request, CallOptions options) =>
        client.Contents.ReviewContentAsync(request, options);
}
