using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;
using Resource = OpsPlatform.Partners.V1.Client;

namespace OpsPlatform.Cli.Clients;

internal sealed class List() : ListCommand<ListClientsRequest, Resource>(
    "list",
    "List the clients of all partners.",
    [],
    "ops clients list",
    "ops clients list --filter 'partner = \"partners/novapr\"'")
{
    protected override IAsyncEnumerable<Resource> Items(OpsPlatformClient client, ListClientsRequest request) =>
        client.Partners.EnumerateClientsAsync(request);
}
