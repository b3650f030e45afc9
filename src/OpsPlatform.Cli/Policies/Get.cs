using Grpc.Core;
using OpsPlatform.Approvals.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Policies;

internal sealed class Get() : RpcCommand<GetApprovalPolicyRequest, ApprovalPolicy>(
    "get",
    "Show a policy as of now.",
    [new("name", "The policy.")],
    "ops policies get closing")
{
    protected override AsyncUnaryCall<ApprovalPolicy> Call(OpsPlatformClient client, GetApprovalPolicyRequest request, CallOptions options) =>
        client.Approvals.GetApprovalPolicyAsync(request, options);
}
