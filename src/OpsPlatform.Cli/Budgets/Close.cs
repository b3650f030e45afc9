using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Close() : RpcCommand<CloseBudgetRequest, Budget>(
    "close",
    "End a budget, for good. No reservation may be open.",
    [
        new("name", "The budget."),
        new("reason", "Why, in words."),
    ],
    "ops budgets close q4-2026 --reason 'Quarter is over'")
{
    protected override AsyncUnaryCall<Budget> Call(OpsPlatformClient client, CloseBudgetRequest request, CallOptions options) =>
        client.Budgets.CloseBudgetAsync(request, options);
}
