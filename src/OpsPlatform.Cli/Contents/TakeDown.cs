using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class TakeDown() : RpcCommand<TakeDownContentRequest, Content>(
    "take-down",
    "Record that a content is down.",
    [
        new("name", "The content."),
        new("reason", "Why."),
        new("down_time", "When it was down. Default: now."),
        new("evidence_sha256", "The SHA-256 of what shows it."),
    ],
    "ops contents take-down spring-tea --reason 'Names a competitor'")
{
    protected override AsyncUnaryCall<Content> Call(OpsPlatformClient client, TakeDownContentRequest request, CallOptions options) =>
        client.Contents.TakeDownContentAsync(request, options);
}
