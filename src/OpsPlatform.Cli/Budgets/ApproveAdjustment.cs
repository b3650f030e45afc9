using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class ApproveAdjustment() : RpcCommand<ApproveAdjustmentRequest, Adjustment>(
    "approve-adjustment",
    "Approve an adjustment; not as the one who proposed it.",
    [new("name", "The adjustment.")],
    "ops budgets approve-adjustment q4-2026/less-traffic --profile finance")
{
    protected override AsyncUnaryCall<Adjustment> Call(OpsPlatformClient client, ApproveAdjustmentRequest request, CallOptions options) =>
        client.Budgets.ApproveAdjustmentAsync(request, options);
}
