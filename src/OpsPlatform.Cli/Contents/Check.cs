using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class Check() : RpcCommand<CheckContentRequest, CheckReport>(
    "check",
    "Check a content as it is now. Writes nothing.",
    [new("name", "The content.")],
    "ops contents check spring-tea")
{
    protected override AsyncUnaryCall<CheckReport> Call(OpsPlatformClient client, CheckContentRequest request, CallOptions options) =>
        client.Contents.CheckContentAsync(request, options);
}
