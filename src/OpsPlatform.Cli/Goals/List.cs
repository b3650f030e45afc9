using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Goals;

internal sealed class List() : ListCommand<ListGoalsRequest, Goal>(
    "list",
    "List the goals of a workspace.",
    [new("parent", "The workspace.")],
    "ops goals list --filter 'year = 2026'")
{
    protected override IAsyncEnumerable<Goal> Items(OpsPlatformClient client, ListGoalsRequest request) =>
        client.Metrics.EnumerateGoalsAsync(request);
}
