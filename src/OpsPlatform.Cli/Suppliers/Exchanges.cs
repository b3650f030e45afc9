using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class Exchanges() : ListCommand<ListExchangesRequest, Exchange>(
    "exchanges",
    "List what was exchanged with a supplier.",
    [
        new("parent", "The supplier."),
    ],
    "ops suppliers exchanges starlight")
{
    protected override IAsyncEnumerable<Exchange> Items(OpsPlatformClient client, ListExchangesRequest request) =>
        client.Suppliers.EnumerateExchangesAsync(request);
}
