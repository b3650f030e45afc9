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
        new("budget.lines", "A line by hand, again for each line: content:300000, or tools:250000,nature=rigid,min=200000,max=300000. They sum to the total.", "line"),
        new("budget.focus_rule", "A rule over the lines' focus tags."),
        new("budget.zero_based", "Every line starts from zero, and says why: live:500000,justification=..."),
        new("budget.emergency_reserve_share_bps", "How much of the total is kept for shocks, in basis points: 1000 is 10 %."),
        new("budget.personnel_share_bps", "How much of the total is for people at most, in basis points; more is warned of."),
        new("budget.content_cap_amount_micros", "What may be held and spent for each content at most, in whole units.", "content-cap"),
        new("budget.adjustment_threshold_bps", "What the figure of an adjustment's trigger has to reach, in basis points. Default: 1000, which is 10 %."),
        new("budget.period_start_date", "The first day of the period."),
        new("budget.period_end_date", "The last day of the period."),
    ],
    "ops budgets create q4-2026 --display-name 'Channels Q4' --currency CNY --total 500000 --preset five-three-two",
    "ops budgets create q4-2026 --display-name 'Channels Q4' --currency CNY --total 500000 --line content:300000 --line traffic:200000",
    "ops budgets create q4-2026 --display-name 'Channels Q4' --currency CNY --total 500000 --preset five-three-two --validate-only",
    "ops budgets create live --display-name Live --currency CNY --total 500000 --zero-based --line 'live:0,target.figure=revenue,target.base=5000000,target.share-bps=1000,justification=Live sells'")
{
    protected override AsyncUnaryCall<Budget> Call(OpsPlatformClient client, CreateBudgetRequest request, CallOptions options) =>
        client.Budgets.CreateBudgetAsync(request, options);
}
