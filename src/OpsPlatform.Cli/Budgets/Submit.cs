using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Submit() : RpcCommand<SubmitBudgetRequest, Budget>(
    "submit",
    "Ask for approval of a draft or rejected budget.",
    [new("name", "The budget.")],
    "ops budgets submit q4-2026")
{
    protected override AsyncUnaryCall<Budget> Call(OpsPlatformClient client, SubmitBudgetRequest request, CallOptions options) =>
        client.Budgets.SubmitBudgetAsync(request, options);
}
