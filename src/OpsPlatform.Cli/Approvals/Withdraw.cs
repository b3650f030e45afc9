using Grpc.Core;
using OpsPlatform.Approvals.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Approvals;

internal sealed class Withdraw() : RpcCommand<WithdrawRequestRequest, Approval>(
    "withdraw",
    "Take back a call of your own that waits.",
    [
        new("name", "The approval."),
        new("reason", "Why."),
    ],
    "ops approvals withdraw 019ce10f-4400-7542-b4ed-864623c2e63d --reason 'A mistake.'")
{
    protected override AsyncUnaryCall<Approval> Call(OpsPlatformClient client, WithdrawRequestRequest request, CallOptions options) =>
        client.Approvals.WithdrawRequestAsync(request, options);
}
