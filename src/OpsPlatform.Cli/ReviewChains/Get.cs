using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.ReviewChains;

internal sealed class Get() : RpcCommand<GetReviewChainRequest, ReviewChain>(
    "get",
    "Show a review chain.",
    [new("name", "The review chain.")],
    "ops review-chains get review-b")
{
    protected override AsyncUnaryCall<ReviewChain> Call(OpsPlatformClient client, GetReviewChainRequest request, CallOptions options) =>
        client.Contents.GetReviewChainAsync(request, options);
}
