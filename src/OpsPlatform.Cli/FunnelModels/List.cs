using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.FunnelModels;

internal sealed class List() : ListCommand<ListFunnelModelsRequest, FunnelModel>(
    "list",
    "List the funnels of a workspace, built-in ones too.",
    [new("parent", "The workspace."), new("show_deleted", "Deleted ones too.")],
    "ops funnel-models list")
{
    protected override IAsyncEnumerable<FunnelModel> Items(OpsPlatformClient client, ListFunnelModelsRequest request) =>
        client.Metrics.EnumerateFunnelModelsAsync(request);
}
