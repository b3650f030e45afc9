using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class List() : ListCommand<ListBudgetsRequest, Budget>(
    "list",
    "List the budgets of a workspace.",
    [new("parent", "The workspace.")],
    "ops budgets list",
    "ops budgets list --workspace acme --filter 'state = ACTIVE' --order-by 'total_amount_micros desc'",
    "ops budgets list -o json | jq -r '.[].name'")
{
    protected override IAsyncEnumerable<Budget> Items(OpsPlatformClient client, ListBudgetsRequest request) =>
        client.Budgets.EnumerateBudgetsAsync(request);
}
