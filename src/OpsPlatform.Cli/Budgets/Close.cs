using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Close() : RpcCommand<CloseBudgetRequest, Budget>(
    "close",
    "End a budget, for good. Holds that are still open are released if you say so.",
    [
        new("name", "The budget."),
        new("release_reservations", "Release the holds that are still open; the budget is closed within seconds then."),
        new("reason", "Why, in words."),
    ],
    "ops budgets close q4-2026 --reason 'Quarter is over'")
{
    protected override AsyncUnaryCall<Budget> Call(OpsPlatformClient client, CloseBudgetRequest request, CallOptions options) =>
        client.Budgets.CloseBudgetAsync(request, options);
}
