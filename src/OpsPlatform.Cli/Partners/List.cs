using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Partners;

internal sealed class List() : ListCommand<ListPartnersRequest, Partner>(
    "list",
    "List the partners of the platform.",
    [],
    "ops partners list --filter 'kind = KIND_AGENCY'")
{
    protected override IAsyncEnumerable<Partner> Items(OpsPlatformClient client, ListPartnersRequest request) =>
        client.Partners.EnumeratePartnersAsync(request);
}
