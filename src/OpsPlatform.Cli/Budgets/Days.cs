using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Days() : ListCommand<ListBudgetDaysRequest, BudgetDay>(
    "days",
    "List what moved on a budget's lines day by day, as of a moment ago.",
    [new("parent", "The budget.")],
    "ops budgets days q4-2026",
    "ops budgets days q4-2026 --filter 'line = content' --order-by 'date desc'")
{
    protected override IAsyncEnumerable<BudgetDay> Items(OpsPlatformClient client, ListBudgetDaysRequest request) =>
        client.Budgets.EnumerateBudgetDaysAsync(request);
}
