using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class Contacts() : ListCommand<ListContactsRequest, SupplierContact>(
    "contacts",
    "List the talks with a supplier.",
    [
        new("parent", "The supplier."),
    ],
    "ops suppliers contacts starlight --order-by 'contact_time desc' --limit 10")
{
    protected override IAsyncEnumerable<SupplierContact> Items(OpsPlatformClient client, ListContactsRequest request) =>
        client.Suppliers.EnumerateContactsAsync(request);
}
