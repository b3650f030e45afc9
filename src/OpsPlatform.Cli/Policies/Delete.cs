using Grpc.Core;
using OpsPlatform.Approvals.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Policies;

internal sealed class Delete() : RpcCommand<DeleteApprovalPolicyRequest, ApprovalPolicy>(
    "delete",
    "Delete a policy: within a second it holds for nothing.",
    [new("name", "The policy.")],
    "ops policies delete closing")
{
    protected override AsyncUnaryCall<ApprovalPolicy> Call(OpsPlatformClient client, DeleteApprovalPolicyRequest request, CallOptions options) =>
        client.Approvals.DeleteApprovalPolicyAsync(request, options);
}
