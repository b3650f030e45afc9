using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Update() : RpcCommand<UpdateBudgetRequest, Budget>(
    "update",
    "Edit a budget, as far as its state lets that be.",
    [
        new("budget.name", "The budget."),
        new("budget.display_name", "What people call it."),
        new("budget.content_cap_amount_micros", "What may be held and spent for each content at most, in whole units.", "content-cap"),
        new("budget.lines", "What changes of a line, again for each: content:0,max=320000,justification=... Its amount stays: give 0, or what it has.", "line"),
        new("update_mask", "The fields to edit, with commas between; one that is not given is emptied. Default: those that are given."),
    ],
    "ops budgets update q4-2026 --display-name 'Channels, fourth quarter'",
    "ops budgets update q4-2026 --line content:0,max=320000 --line traffic:0,control.month-spend=warn")
{
    protected override AsyncUnaryCall<Budget> Call(OpsPlatformClient client, UpdateBudgetRequest request, CallOptions options) =>
        client.Budgets.UpdateBudgetAsync(request, options);
}
