using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Metrics;

internal sealed class List() : ListCommand<ListMetricsRequest, Metric>(
    "list",
    "List the metrics that there are.",
    [new("parent", "The workspace."), new("show_deleted", "Deleted ones too.")],
    "ops metrics list",
    "ops metrics list --filter 'class = CONTENT'",
    "ops metrics list --filter 'built_in = false'")
{
    protected override IAsyncEnumerable<Metric> Items(OpsPlatformClient client, ListMetricsRequest request) =>
        client.Metrics.EnumerateMetricsAsync(request);
}
