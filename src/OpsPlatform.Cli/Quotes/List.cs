using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Quotes;

internal sealed class List() : ListCommand<ListQuoteRequestsRequest, QuoteRequest>(
    "list",
    "List the requests for quotes of a workspace.",
    [
        new("parent", "The workspace."),
    ],
    "ops quotes list --filter 'state = COLLECTING'")
{
    protected override IAsyncEnumerable<QuoteRequest> Items(OpsPlatformClient client, ListQuoteRequestsRequest request) =>
        client.Suppliers.EnumerateQuoteRequestsAsync(request);
}
