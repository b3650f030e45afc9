using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class CostSheet() : RpcCommand<GetCostSheetRequest, OpsPlatform.Budgets.V1.CostSheet>(
    "cost-sheet",
    "Show what a content, or anything else, has cost by cost item.",
    [
        new("name", "The budget."),
        new("content", "Only what was spent for this content."),
    ],
    "ops budgets cost-sheet q4-2026 --content spring-tea",
    "ops budgets cost-sheet q4-2026 --filter 'external_reference = \"shoot-7\"'")
{
    protected override AsyncUnaryCall<OpsPlatform.Budgets.V1.CostSheet> Call(OpsPlatformClient client, GetCostSheetRequest request, CallOptions options) =>
        client.Budgets.GetCostSheetAsync(request, options);
}
