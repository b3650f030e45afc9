using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Adjustments() : ListCommand<ListAdjustmentsRequest, Adjustment>(
    "adjustments",
    "List the adjustments of a budget, decided ones included.",
    [new("parent", "The budget.")],
    "ops budgets adjustments q4-2026 --filter 'state = PENDING'")
{
    protected override IAsyncEnumerable<Adjustment> Items(OpsPlatformClient client, ListAdjustmentsRequest request) =>
        client.Budgets.EnumerateAdjustmentsAsync(request);
}
