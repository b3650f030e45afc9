using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class List() : ListCommand<ListCampaignsRequest, Campaign>(
    "list",
    "List the campaigns of a workspace.",
    [
        new("parent", "The workspace."),
        new("show_deleted", "Deleted ones as well."),
    ],
    "ops campaigns list",
    "ops campaigns list --filter 'state = RUNNING'")
{
    protected override IAsyncEnumerable<Campaign> Items(OpsPlatformClient client, ListCampaignsRequest request) =>
        client.Campaigns.EnumerateCampaignsAsync(request);
}
