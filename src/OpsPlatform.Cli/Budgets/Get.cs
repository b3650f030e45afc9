using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Get() : RpcCommand<GetBudgetRequest, Budget>(
    "get",
    "Show a budget and its lines, as of now or of a past time.",
    [
        new("name", "The budget."),
        new("read_time", "As it was at this time. Default: now."),
    ],
    "ops budgets get q4-2026",
    "ops budgets get workspaces/acme/budgets/q4-2026 -o yaml")
{
    protected override AsyncUnaryCall<Budget> Call(OpsPlatformClient client, GetBudgetRequest request, CallOptions options) =>
        client.Budgets.GetBudgetAsync(request, options);
}
