using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class Get() : RpcCommand<GetContentRequest, Content>(
    "get",
    "Show a content as of now, or as it was.",
    [
        new("name", "The content."),
        new("read_time", "As of when."),
    ],
    "ops contents get spring-tea",
    "ops contents get spring-tea --read-time 2026-03-31T00:00:00Z -o yaml")
{
    protected override AsyncUnaryCall<Content> Call(OpsPlatformClient client, GetContentRequest request, CallOptions options) =>
        client.Contents.GetContentAsync(request, options);
}
