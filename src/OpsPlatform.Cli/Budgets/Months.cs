using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Months() : ListCommand<ListBudgetMonthsRequest, BudgetMonth>(
    "months",
    "List what moved on a budget's lines month by month, as of a moment ago.",
    [new("parent", "The budget.")],
    "ops budgets months q4-2026",
    "ops budgets months q4-2026 --filter 'line = content' --order-by 'month_start_date desc'")
{
    protected override IAsyncEnumerable<BudgetMonth> Items(OpsPlatformClient client, ListBudgetMonthsRequest request) =>
        client.Budgets.EnumerateBudgetMonthsAsync(request);
}
