using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.KpiSets;

internal sealed class Delete() : RpcCommand<DeleteKpiSetRequest, KpiSet>(
    "delete",
    "Delete a KPI set softly: it can still be read and scored.",
    [new("name", "The KPI set.")],
    "ops kpi-sets delete spring")
{
    protected override AsyncUnaryCall<KpiSet> Call(OpsPlatformClient client, DeleteKpiSetRequest request, CallOptions options) =>
        client.Metrics.DeleteKpiSetAsync(request, options);
}
