using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Expenses() : ListCommand<ListExpensesRequest, Expense>(
    "expenses",
    "List the expenses of a budget, captures included.",
    [new("parent", "The budget.")],
    "ops budgets expenses q4-2026 --filter 'line = \"content\"'")
{
    protected override IAsyncEnumerable<Expense> Items(OpsPlatformClient client, ListExpensesRequest request) =>
        client.Budgets.EnumerateExpensesAsync(request);
}
