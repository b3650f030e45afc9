using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Reviews() : ListCommand<ListBudgetReviewsRequest, BudgetReview>(
    "reviews",
    "List the monthly reviews of a budget.",
    [new("parent", "The budget.")],
    "ops budgets reviews q4-2026")
{
    protected override IAsyncEnumerable<BudgetReview> Items(OpsPlatformClient client, ListBudgetReviewsRequest request) =>
        client.Budgets.EnumerateBudgetReviewsAsync(request);
}
