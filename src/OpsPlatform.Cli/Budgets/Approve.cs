using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Approve() : RpcCommand<ApproveBudgetRequest, Budget>(
    "approve",
    "Approve a submitted budget; not as the one who submitted it.",
    [new("name", "The budget.")],
    "ops budgets approve q4-2026 --profile finance")
{
    protected override AsyncUnaryCall<Budget> Call(OpsPlatformClient client, ApproveBudgetRequest request, CallOptions options) =>
        client.Budgets.ApproveBudgetAsync(request, options);
}
