using Grpc.Core;
using OpsPlatform.Approvals.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Approvals;

internal sealed class Reject() : RpcCommand<RejectRequestRequest, Approval>(
    "reject",
    "Reject a call of somebody else: it does not happen.",
    [
        new("name", "The approval."),
        new("reason", "Why."),
    ],
    "ops approvals reject 019ce10f-4400-7542-b4ed-864623c2e63d --reason 'Not before the audit.'")
{
    protected override AsyncUnaryCall<Approval> Call(OpsPlatformClient client, RejectRequestRequest request, CallOptions options) =>
        client.Approvals.RejectRequestAsync(request, options);
}
