using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.KpiSets;

internal sealed class Undelete() : RpcCommand<UndeleteKpiSetRequest, KpiSet>(
    "undelete",
    "Bring a deleted KPI set back.",
    [new("name", "The KPI set.")],
    "ops kpi-sets undelete spring")
{
    protected override AsyncUnaryCall<KpiSet> Call(OpsPlatformClient client, UndeleteKpiSetRequest request, CallOptions options) =>
        client.Metrics.UndeleteKpiSetAsync(request, options);
}
