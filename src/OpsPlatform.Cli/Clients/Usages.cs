using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Clients;

internal sealed class Usages() : ListCommand<ListUsagesRequest, Usage>(
    "usages",
    "List what a client has called, by day and permission group, and how much was refused.",
    [new("parent", "The client.")],
    "ops clients usages novapr-sync")
{
    protected override IAsyncEnumerable<Usage> Items(OpsPlatformClient client, ListUsagesRequest request) =>
        client.Partners.EnumerateUsagesAsync(request);
}
