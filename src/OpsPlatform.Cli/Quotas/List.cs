using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Quotas;

internal sealed class List() : ListCommand<ListQuotasRequest, Quota>(
    "list",
    "List the quotas of clients and workspaces that are not the platform's default.",
    [],
    "ops quotas list")
{
    protected override IAsyncEnumerable<Quota> Items(OpsPlatformClient client, ListQuotasRequest request) =>
        client.Partners.EnumerateQuotasAsync(request);
}
