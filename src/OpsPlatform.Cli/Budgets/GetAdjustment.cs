using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class GetAdjustment() : RpcCommand<GetAdjustmentRequest, Adjustment>(
    "get-adjustment",
    "Show an adjustment, line by line, before and after.",
    [new("name", "The adjustment.")],
    "ops budgets get-adjustment q4-2026/less-traffic")
{
    protected override AsyncUnaryCall<Adjustment> Call(OpsPlatformClient client, GetAdjustmentRequest request, CallOptions options) =>
        client.Budgets.GetAdjustmentAsync(request, options);
}
