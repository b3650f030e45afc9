using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Entries() : ListCommand<ListEntriesRequest, LedgerEntry>(
    "entries",
    "List the ledger of a budget in the order of posting.",
    [new("parent", "The budget.")],
    "ops budgets entries q4-2026",
    "ops budgets entries q4-2026 --filter 'kind = SPENT' --order-by 'post_time desc' --limit 20")
{
    protected override IAsyncEnumerable<LedgerEntry> Items(OpsPlatformClient client, ListEntriesRequest request) =>
        client.Budgets.EnumerateEntriesAsync(request);
}
