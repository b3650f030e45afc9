using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class GetReview() : RpcCommand<GetBudgetReviewRequest, BudgetReview>(
    "get-review",
    "Show the review of a month.",
    [new("name", "The review.")],
    "ops budgets get-review q4-2026/2026-10")
{
    protected override AsyncUnaryCall<BudgetReview> Call(OpsPlatformClient client, GetBudgetReviewRequest request, CallOptions options) =>
        client.Budgets.GetBudgetReviewAsync(request, options);
}
