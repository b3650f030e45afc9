using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;
using Resource = OpsPlatform.Partners.V1.Grant;

namespace OpsPlatform.Cli.Grants;

internal sealed class List() : ListCommand<ListGrantsRequest, Resource>(
    "list",
    "List what a client was granted, in all workspaces, and what was taken away again.",
    [new("parent", "The client.")],
    "ops grants list novapr-sync",
    "ops grants list novapr-sync --filter 'state = ACTIVE'")
{
    protected override IAsyncEnumerable<Resource> Items(OpsPlatformClient client, ListGrantsRequest request) =>
        client.Partners.EnumerateGrantsAsync(request);
}
