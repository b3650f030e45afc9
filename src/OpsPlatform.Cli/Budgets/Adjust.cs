using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Adjust() : RpcCommand<ProposeAdjustmentRequest, Adjustment>(
    "adjust",
    "Propose to change what lines may use; another principal approves it.",
    [
        new("parent", "The budget."),
        new("adjustment_id", "The id of the new adjustment. Default: one that the server makes."),
        new("trigger", "Why the budget is to be adjusted; routine once a quarter."),
        new("figure_bps", "The trigger's figure, in basis points: 1200 is 12 %."),
        new("evidence", "What shows that the figure is true, or why the plan is changed."),
        new("changes", "How much more or less a line may use, again for each line: content:20000, traffic:-20000.", "change"),
    ],
    "ops budgets adjust q4-2026 --trigger goal-deviation --figure-bps -1200 --evidence 'GMV 12 % below plan' --change content:20000 --change traffic:-20000",
    "ops budgets adjust q4-2026 --trigger routine --evidence 'Content returns 1.3 times as much' --change content:20000 --validate-only")
{
    protected override AsyncUnaryCall<Adjustment> Call(OpsPlatformClient client, ProposeAdjustmentRequest request, CallOptions options) =>
        client.Budgets.ProposeAdjustmentAsync(request, options);
}
