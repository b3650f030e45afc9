using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.ReviewChains;

internal sealed class List() : ListCommand<ListReviewChainsRequest, ReviewChain>(
    "list",
    "List the review chains of a workspace, built-in ones too.",
    [new("parent", "The workspace.")],
    "ops review-chains list")
{
    protected override IAsyncEnumerable<ReviewChain> Items(OpsPlatformClient client, ListReviewChainsRequest request) =>
        client.Contents.EnumerateReviewChainsAsync(request);
}
