using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Platforms;

internal sealed class List() : ListCommand<ListPlatformsRequest, Platform>(
    "list",
    "List the platforms of a workspace, built-in ones too.",
    [new("parent", "The workspace.")],
    "ops platforms list")
{
    protected override IAsyncEnumerable<Platform> Items(OpsPlatformClient client, ListPlatformsRequest request) =>
        client.Accounts.EnumeratePlatformsAsync(request);
}
