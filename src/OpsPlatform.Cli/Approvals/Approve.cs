using Grpc.Core;
using OpsPlatform.Approvals.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Approvals;

internal sealed class Approve() : RpcCommand<ApproveRequestRequest, Approval>(
    "approve",
    "Approve a call of somebody else: it runs as it was first asked.",
    [new("name", "The approval.")],
    "ops approvals approve 019ce10f-4400-7542-b4ed-864623c2e63d")
{
    protected override AsyncUnaryCall<Approval> Call(OpsPlatformClient client, ApproveRequestRequest request, CallOptions options) =>
        client.Approvals.ApproveRequestAsync(request, options);
}
