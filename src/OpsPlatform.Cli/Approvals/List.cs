using OpsPlatform.Approvals.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Approvals;

internal sealed class List() : ListCommand<ListApprovalsRequest, Approval>(
    "list",
    "List the calls that wait for a second principal, and those that were decided on.",
    [new("parent", "The workspace.")],
    "ops approvals list --filter 'state = PENDING'")
{
    protected override IAsyncEnumerable<Approval> Items(OpsPlatformClient client, ListApprovalsRequest request) =>
        client.Approvals.EnumerateApprovalsAsync(request);
}
