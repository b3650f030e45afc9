using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Reject() : RpcCommand<RejectBudgetRequest, Budget>(
    "reject",
    "Reject a submitted budget; not as the one who submitted it.",
    [
        new("name", "The budget."),
        new("reason", "Why, in words."),
    ],
    "ops budgets reject q4-2026 --reason 'Traffic is too high for Q4' --profile finance")
{
    protected override AsyncUnaryCall<Budget> Call(OpsPlatformClient client, RejectBudgetRequest request, CallOptions options) =>
        client.Budgets.RejectBudgetAsync(request, options);
}
