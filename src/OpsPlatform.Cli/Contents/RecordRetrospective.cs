using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class RecordRetrospective() : RpcCommand<RecordRetrospectiveRequest, Content>(
    "record-retrospective",
    "Record what came of a content that is or was out.",
    [
        new("name", "The content."),
        new("conclusion", "What is concluded from it."),
        new("plays", "How often it was played or read."),
        new("completions", "How often to its end."),
        new("interactions", "How often somebody liked, commented on, forwarded or answered it."),
    ],
    "ops contents record-retrospective spring-tea --conclusion 'The hook works' --plays 120000 --completions 22000 --interactions 9800")
{
    protected override AsyncUnaryCall<Content> Call(OpsPlatformClient client, RecordRetrospectiveRequest request, CallOptions options) =>
        client.Contents.RecordRetrospectiveAsync(request, options);
}
