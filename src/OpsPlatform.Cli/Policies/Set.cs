using Grpc.Core;
using OpsPlatform.Approvals.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Policies;

internal sealed class Set() : RpcCommand<SetApprovalPolicyRequest, ApprovalPolicy>(
    "set",
    "Make a policy, or change it to exactly this: its writes need a second principal within a second.",
    [
        new("name", "The policy."),
        new("permissions", "Whose writes need an approval, again for each: budgets.close, budgets.*, *.set or *. 'ops permissions' lists them.", "permission"),
    ],
    "ops policies set closing --permission budgets.close",
    "ops policies set access --workspace platform --permission grants.grant --permission policies.set")
{
    protected override AsyncUnaryCall<ApprovalPolicy> Call(OpsPlatformClient client, SetApprovalPolicyRequest request, CallOptions options) =>
        client.Approvals.SetApprovalPolicyAsync(request, options);
}
