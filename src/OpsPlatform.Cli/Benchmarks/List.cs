using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Benchmarks;

internal sealed class List() : ListCommand<ListBenchmarksRequest, Benchmark>(
    "list",
    "List the industries of which something is known.",
    [new("parent", "The workspace.")],
    "ops benchmarks list")
{
    protected override IAsyncEnumerable<Benchmark> Items(OpsPlatformClient client, ListBenchmarksRequest request) =>
        client.Metrics.EnumerateBenchmarksAsync(request);
}
