using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Scorecards;

internal sealed class List() : ListCommand<ListSupplierScorecardsRequest, SupplierScorecard>(
    "list",
    "List the scorecards of a workspace.",
    [
        new("parent", "The workspace."),
    ],
    "ops scorecards list")
{
    protected override IAsyncEnumerable<SupplierScorecard> Items(OpsPlatformClient client, ListSupplierScorecardsRequest request) =>
        client.Suppliers.EnumerateSupplierScorecardsAsync(request);
}
