using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class GetExpense() : RpcCommand<GetExpenseRequest, Expense>(
    "get-expense",
    "Show an expense as of now.",
    [new("name", "The expense.")],
    "ops budgets get-expense q4-2026/inv-77")
{
    protected override AsyncUnaryCall<Expense> Call(OpsPlatformClient client, GetExpenseRequest request, CallOptions options) =>
        client.Budgets.GetExpenseAsync(request, options);
}
