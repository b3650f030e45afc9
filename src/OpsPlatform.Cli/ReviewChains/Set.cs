using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.ReviewChains;

internal sealed class Set() : RpcCommand<SetReviewChainRequest, ReviewChain>(
    "set",
    "Add a review chain, or change it to exactly this.",
    [
        new("name", "The review chain."),
        new("display_name", "What people call it."),
        new("stages", "A stage by its role and name, again for each, in order: legal:Legal,deadline=12h,escalation-role-id=admin.", "stage"),
        new("final_rejection", "A content that is rejected is so for good."),
    ],
    "ops review-chains set quick --display-name 'Two eyes' --stage content-reviewer:Content,deadline=4h --stage legal:Legal,reviewers=acme-lawyer")
{
    protected override AsyncUnaryCall<ReviewChain> Call(OpsPlatformClient client, SetReviewChainRequest request, CallOptions options) =>
        client.Contents.SetReviewChainAsync(request, options);
}
