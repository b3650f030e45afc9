using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Approvals.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Approvals;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Identity;
using OpsPlatform.Server.Partners;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Approvals;

/// <summary>The rpcs of approvals_service.proto.</summary>
internal sealed class ApprovalService(CommandRunner<ApprovalPolicy> policies, CommandRunner<Approval> approvals, QueryRunner queries, HeldCalls held, AccessControl access, Grantable known)
    : OpsPlatform.Approvals.V1.ApprovalService.ApprovalServiceBase
{
    public override Task<ApprovalPolicy> SetApprovalPolicy(SetApprovalPolicyRequest request, ServerCallContext context)
    {
        // A slip would let calls through that were to wait.
        known.MustBeNeeded(request.Permissions);
        return policies.Run(context, request, PolicyDecider.Set, policy => policy.Root);
    }

    public override Task<ApprovalPolicy> DeleteApprovalPolicy(DeleteApprovalPolicyRequest request, ServerCallContext context) =>
        policies.Run(context, request, PolicyDecider.Delete, policy => policy.Root);

    public override Task<ApprovalPolicy> GetApprovalPolicy(GetApprovalPolicyRequest request, ServerCallContext context) =>
        queries.Get<ApprovalPolicy>(context, request);

    public override Task<ListApprovalPoliciesResponse> ListApprovalPolicies(ListApprovalPoliciesRequest request, ServerCallContext context) =>
        queries.List<ApprovalPolicy, ListApprovalPoliciesResponse>(context, request);

    public override Task<Approval> GetApproval(GetApprovalRequest request, ServerCallContext context) =>
        queries.Get<Approval>(context, request);

    public override Task<ListApprovalsResponse> ListApprovals(ListApprovalsRequest request, ServerCallContext context) =>
        queries.List<Approval, ListApprovalsResponse>(context, request);

    public override async Task<Approval> ApproveRequest(ApproveRequestRequest request, ServerCallContext context)
    {
        await MustHavePermissionAsync(request, context);
        var call = RpcCall.Of(context);
        var stream = call.Method.Target(request)!.Value.Stream;
        try
        {
            var approved = await approvals.Run(context, request, ApprovalDecider.Approve, approval => approval.Root);
            return request.ValidateOnly ? approved : await held.RunAsync(call.Workspace, stream, context);
        }
        catch (RequestHandledException)
        {
            // A repeat of an approval that was interrupted before the call had run.
            await held.RunAsync(call.Workspace, stream, context);
            throw;
        }
    }

    public override async Task<Approval> RejectRequest(RejectRequestRequest request, ServerCallContext context)
    {
        await MustHavePermissionAsync(request, context);
        return await approvals.Run(context, request, ApprovalDecider.Reject, approval => approval.Root);
    }

    public override Task<Approval> WithdrawRequest(WithdrawRequestRequest request, ServerCallContext context) =>
        approvals.Run(context, request, ApprovalDecider.Withdraw, approval => approval.Root);

    /// <exception cref="Refusal">The call wants a decider of a certain role, and the caller does not have it.</exception>
    private async Task MustHavePermissionAsync(IMessage request, ServerCallContext context)
    {
        var call = RpcCall.Of(context);
        var permission = (await queries.Get<Approval>(context, request)).DeciderPermission;
        if (permission.Length > 0)
            await access.MustAllowAsync(call, permission, context.CancellationToken);
    }
}
