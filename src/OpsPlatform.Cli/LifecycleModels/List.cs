using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.LifecycleModels;

internal sealed class List() : ListCommand<ListLifecycleModelsRequest, LifecycleModel>(
    "list",
    "List the lifecycle models of a workspace, built-in ones too.",
    [new("parent", "The workspace."), new("show_deleted", "Deleted ones too.")],
    "ops lifecycle-models list")
{
    protected override IAsyncEnumerable<LifecycleModel> Items(OpsPlatformClient client, ListLifecycleModelsRequest request) =>
        client.Metrics.EnumerateLifecycleModelsAsync(request);
}
