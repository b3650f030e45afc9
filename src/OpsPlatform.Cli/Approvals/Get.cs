using Grpc.Core;
using OpsPlatform.Approvals.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Approvals;

internal sealed class Get() : RpcCommand<GetApprovalRequest, Approval>(
    "get",
    "Show an approval with the request that waits for it.",
    [new("name", "The approval.")],
    "ops approvals get 019ce10f-4400-7542-b4ed-864623c2e63d",
    "ops approvals get 019ce10f-4400-7542-b4ed-864623c2e63d -o json | jq -r .requestJson")
{
    protected override AsyncUnaryCall<Approval> Call(OpsPlatformClient client, GetApprovalRequest request, CallOptions options) =>
        client.Approvals.GetApprovalAsync(request, options);
}
