using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class Withdraw() : RpcCommand<WithdrawContentRequest, Content>(
    "withdraw",
    "Take a content back from its review, or give up its slot.",
    [
        new("name", "The content."),
        new("reason", "Why, in words."),
    ],
    "ops contents withdraw spring-tea --reason 'A better picture comes.'")
{
    protected override AsyncUnaryCall<Content> Call(OpsPlatformClient client, WithdrawContentRequest request, CallOptions options) =>
        client.Contents.WithdrawContentAsync(request, options);
}
