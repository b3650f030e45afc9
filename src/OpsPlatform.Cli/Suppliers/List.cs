using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class List() : ListCommand<ListSuppliersRequest, Supplier>(
    "list",
    "List the suppliers of a workspace.",
    [
        new("parent", "The workspace."),
        new("show_deleted", "Deleted ones as well."),
    ],
    "ops suppliers list",
    "ops suppliers list --filter 'category = CONTENT_PRODUCTION AND grade >= 8' --order-by 'grade desc'")
{
    protected override IAsyncEnumerable<Supplier> Items(OpsPlatformClient client, ListSuppliersRequest request) =>
        client.Suppliers.EnumerateSuppliersAsync(request);
}
