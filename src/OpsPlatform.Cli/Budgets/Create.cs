using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Create() : RpcCommand<CreateBudgetRequest, Budget>(
    "create",
    "Create a budget, as a draft, from a preset or with lines by hand.",
    [
        new("budget_id", "The id of the new budget. Default: one that the server makes."),
        new("budget.display_name", "What people call it."),
        new("budget.currency_code", "The currency of all its amounts: CNY.", "currency"),
        new("budget.total_amount_micros", "The whole sum, in whole units.", "total"),
        new("budget.allocation_preset", "A built-in split of the total into lines.", "preset"),
        new("budget.lines", "A line by hand, again for each line: content:300000, or content:300000,focus-tag=core. They sum to the total.", "line"),
        new("budget.focus_rule", "A rule over the lines' focus tags."),
        new("budget.period_start_date", "The first day of the period."),
        new("budget.period_end_date", "The last day of the period."),
    ],
    "ops budgets create q4-2026 --display-name 'Channels Q4' --currency CNY --total 500000 --preset five-three-two",
    "ops budgets create q4-2026 --display-name 'Channels Q4' --currency CNY --total 500000 --line content:300000 --line traffic:200000",
    "ops budgets create q4-2026 --display-name 'Channels Q4' --currency CNY --total 500000 --preset five-three-two --validate-only")
{
    protected override AsyncUnaryCall<Budget> Call(OpsPlatformClient client, CreateBudgetRequest request, CallOptions options) =>
        client.Budgets.CreateBudgetAsync(request, options);
}
