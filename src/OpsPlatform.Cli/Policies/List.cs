using OpsPlatform.Approvals.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Policies;

internal sealed class List() : ListCommand<ListApprovalPoliciesRequest, ApprovalPolicy>(
    "list",
    "List the policies of a workspace, deleted ones too.",
    [new("parent", "The workspace.")],
    "ops policies list")
{
    protected override IAsyncEnumerable<ApprovalPolicy> Items(OpsPlatformClient client, ListApprovalPoliciesRequest request) =>
        client.Approvals.EnumerateApprovalPoliciesAsync(request);
}
