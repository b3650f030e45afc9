using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.KpiSets;

internal sealed class Update() : RpcCommand<UpdateKpiSetRequest, KpiSet>(
    "update",
    "Edit a KPI set of your own.",
    [
        new("kpi_set.name", "The KPI set."),
        new("kpi_set.display_name", "What people call it."),
        new("kpi_set.description", "What it is for."),
        new("kpi_set.kpis", "A metric and its target in the metric's unit, and the KPI's other fields, such as group, strict, measure, per, weight, base; again for each.", "kpi"),
        new("kpi_set.currency_code", "The currency of what is money. Default: CNY.", "currency"),
        new("kpi_set.horizon", "How far it looks ahead."),
        new("kpi_set.model", "A built-in set whose metrics it is to have."),
        new("update_mask", "The fields to edit, with commas between; one that is not given is emptied. Default: those that are given."),
    ],
    "ops kpi-sets update spring --kpi completion-rate:2500,base=1500 --kpi like-rate:1200")
{
    protected override AsyncUnaryCall<KpiSet> Call(OpsPlatformClient client, UpdateKpiSetRequest request, CallOptions options) =>
        client.Metrics.UpdateKpiSetAsync(request, options);
}
