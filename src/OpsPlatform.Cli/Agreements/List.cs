using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Agreements;

internal sealed class List() : ListCommand<ListAgreementsRequest, Agreement>(
    "list",
    "List the agreements of a workspace.",
    [
        new("parent", "The workspace."),
    ],
    "ops agreements list --filter 'state = ACTIVE'")
{
    protected override IAsyncEnumerable<Agreement> Items(OpsPlatformClient client, ListAgreementsRequest request) =>
        client.Suppliers.EnumerateAgreementsAsync(request);
}
