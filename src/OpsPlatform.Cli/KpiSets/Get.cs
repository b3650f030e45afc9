using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.KpiSets;

internal sealed class Get() : RpcCommand<GetKpiSetRequest, KpiSet>(
    "get",
    "Show a KPI set and its targets.",
    [new("name", "The KPI set.")],
    "ops kpi-sets get daily-five")
{
    protected override AsyncUnaryCall<KpiSet> Call(OpsPlatformClient client, GetKpiSetRequest request, CallOptions options) =>
        client.Metrics.GetKpiSetAsync(request, options);
}
