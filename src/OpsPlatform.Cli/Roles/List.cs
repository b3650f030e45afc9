using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Roles;

internal sealed class List() : ListCommand<ListRolesRequest, Role>(
    "list",
    "List the roles of a workspace, the built-in ones among them.",
    [
        new("parent", "The workspace."),
        new("show_deleted", "Deleted ones as well."),
    ],
    "ops roles list",
    "ops roles list --workspace acme --filter 'built_in = false'")
{
    protected override IAsyncEnumerable<Role> Items(OpsPlatformClient client, ListRolesRequest request) =>
        client.Partners.EnumerateRolesAsync(request);
}
