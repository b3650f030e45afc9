using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class CreateRemark() : RpcCommand<CreateRemarkRequest, Remark>(
    "remark",
    "Say something about a content.",
    [
        new("parent", "The content."),
        new("remark.text", "What is said."),
        new("remark.audience", "Who is to read it."),
    ],
    "ops contents remark spring-tea --text 'Whose photo is this?' --audience internal")
{
    protected override AsyncUnaryCall<Remark> Call(OpsPlatformClient client, CreateRemarkRequest request, CallOptions options) =>
        client.Contents.CreateRemarkAsync(request, options);
}
