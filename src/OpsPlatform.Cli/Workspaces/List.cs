using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Workspaces;

internal sealed class List() : ListCommand<ListWorkspacesRequest, Workspace>(
    "list",
    "List the workspaces of the platform.",
    [],
    "ops workspaces list",
    "ops workspaces list --filter 'state = SUSPENDED'")
{
    protected override IAsyncEnumerable<Workspace> Items(OpsPlatformClient client, ListWorkspacesRequest request) =>
        client.Partners.EnumerateWorkspacesAsync(request);
}
