using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Review() : RpcCommand<RecordBudgetReviewRequest, BudgetReview>(
    "review",
    "Record what was found in a month that is over.",
    [
        new("parent", "The budget."),
        new("review_id", "The month: 2026-10.", "review"),
        new("findings", "What was found, in words."),
    ],
    "ops budgets review q4-2026 --review 2026-10 --findings 'Traffic 8 % over plan, content as planned'")
{
    protected override AsyncUnaryCall<BudgetReview> Call(OpsPlatformClient client, RecordBudgetReviewRequest request, CallOptions options) =>
        client.Budgets.RecordBudgetReviewAsync(request, options);
}
