using Grpc.Core;
using OpsPlatform.Approvals.V1;

namespace OpsPlatform.Client;

/// <summary>The lists of <see cref="ApprovalService"/> as enumerations; see <see cref="Lists"/> for how pages are read.</summary>
public static class ApprovalLists
{
    /// <summary>The calls of a workspace that wait for a second principal, and those that were decided on.</summary>
    public static IAsyncEnumerable<Approval> EnumerateApprovalsAsync(
        this ApprovalService.ApprovalServiceClient approvals, ListApprovalsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(approvals.ListApprovalsAsync, request, page => page.Approvals, options, cancellationToken);

    /// <summary>The policies of a workspace.</summary>
    public static IAsyncEnumerable<ApprovalPolicy> EnumerateApprovalPoliciesAsync(
        this ApprovalService.ApprovalServiceClient approvals, ListApprovalPoliciesRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(approvals.ListApprovalPoliciesAsync, request, page => page.Policies, options, cancellationToken);
}
