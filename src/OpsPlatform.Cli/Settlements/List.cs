using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Settlements;

internal sealed class List() : ListCommand<ListSettlementsRequest, Settlement>(
    "list",
    "List the settlements of a workspace.",
    [
        new("parent", "The workspace."),
    ],
    "ops settlements list")
{
    protected override IAsyncEnumerable<Settlement> Items(OpsPlatformClient client, ListSettlementsRequest request) =>
        client.Suppliers.EnumerateSettlementsAsync(request);
}
