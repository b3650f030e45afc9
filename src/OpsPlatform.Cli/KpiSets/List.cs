using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.KpiSets;

internal sealed class List() : ListCommand<ListKpiSetsRequest, KpiSet>(
    "list",
    "List the KPI sets of a workspace, built-in ones too.",
    [new("parent", "The workspace."), new("show_deleted", "Deleted ones too.")],
    "ops kpi-sets list",
    "ops kpi-sets list --filter 'built_in = false'")
{
    protected override IAsyncEnumerable<KpiSet> Items(OpsPlatformClient client, ListKpiSetsRequest request) =>
        client.Metrics.EnumerateKpiSetsAsync(request);
}
