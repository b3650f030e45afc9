using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Orders;

internal sealed class List() : ListCommand<ListOrdersRequest, Order>(
    "list",
    "List the orders of a workspace.",
    [
        new("parent", "The workspace."),
    ],
    "ops orders list --filter 'state = OPEN'")
{
    protected override IAsyncEnumerable<Order> Items(OpsPlatformClient client, ListOrdersRequest request) =>
        client.Suppliers.EnumerateOrdersAsync(request);
}
