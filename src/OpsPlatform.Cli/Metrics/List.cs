using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Metrics;

internal sealed class List() : ListCommand<ListMetricsRequest, Metric>(
    "list",
    "List the metrics that there are.",
    [new("parent", "The workspace.")],
    "ops metrics list",
    "ops metrics list --filter 'class = CONTENT'")
{
    protected override IAsyncEnumerable<Metric> Items(OpsPlatformClient client, ListMetricsRequest request) =>
        client.Metrics.EnumerateMetricsAsync(request);
}
