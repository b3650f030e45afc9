using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Metrics;

internal sealed class Batches() : ListCommand<ListMetricBatchesRequest, MetricBatch>(
    "batches",
    "List what was recorded together.",
    [new("parent", "The workspace.")],
    "ops metrics batches --order-by 'create_time desc' --limit 20",
    "ops metrics batches --filter 'state = QUARANTINED'")
{
    protected override IAsyncEnumerable<MetricBatch> Items(OpsPlatformClient client, ListMetricBatchesRequest request) =>
        client.Metrics.EnumerateMetricBatchesAsync(request);
}
