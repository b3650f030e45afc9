using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.KpiSets;

internal sealed class Create() : RpcCommand<CreateKpiSetRequest, KpiSet>(
    "create",
    "Add a KPI set of your own.",
    [
        new("kpi_set_id", "The id of the new set. Default: one that the server makes."),
        new("kpi_set.display_name", "What people call it."),
        new("kpi_set.description", "What it is for."),
        new("kpi_set.kpis", "A metric and its target in the metric's unit, and the KPI's other fields, such as group, strict, measure, per, weight, base; again for each.", "kpi"),
        new("kpi_set.currency_code", "The currency of what is money. Default: CNY.", "currency"),
        new("kpi_set.horizon", "How far it looks ahead."),
        new("kpi_set.model", "A built-in set whose metrics it is to have."),
    ],
    "ops kpi-sets create spring --display-name 'Spring' --kpi completion-rate:2000,base=1500,group=content --kpi group-exit-rate:1000,strict=true,group=user")
{
    protected override AsyncUnaryCall<KpiSet> Call(OpsPlatformClient client, CreateKpiSetRequest request, CallOptions options) =>
        client.Metrics.CreateKpiSetAsync(request, options);
}
