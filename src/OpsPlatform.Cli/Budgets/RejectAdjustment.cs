using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class RejectAdjustment() : RpcCommand<RejectAdjustmentRequest, Adjustment>(
    "reject-adjustment",
    "Reject an adjustment; not as the one who proposed it.",
    [
        new("name", "The adjustment."),
        new("reason", "Why, in words."),
    ],
    "ops budgets reject-adjustment q4-2026/less-traffic --reason 'One month is no trend' --profile finance")
{
    protected override AsyncUnaryCall<Adjustment> Call(OpsPlatformClient client, RejectAdjustmentRequest request, CallOptions options) =>
        client.Budgets.RejectAdjustmentAsync(request, options);
}
