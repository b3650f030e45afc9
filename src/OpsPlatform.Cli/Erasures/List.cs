using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Erasures.V1;

namespace OpsPlatform.Cli.Erasures;

internal sealed class List() : ListCommand<ListErasuresRequest, Erasure>(
    "list",
    "List the erasures of a workspace.",
    [new("parent", "The workspace.")],
    "ops erasures list --order-by 'ledger_sequence desc' --limit 20")
{
    protected override IAsyncEnumerable<Erasure> Items(OpsPlatformClient client, ListErasuresRequest request) =>
        client.Erasures.EnumerateErasuresAsync(request);
}
