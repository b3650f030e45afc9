using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class List() : ListCommand<ListContentsRequest, Content>(
    "list",
    "List the contents of a workspace.",
    [new("parent", "The workspace.")],
    "ops contents list",
    "ops contents list --filter 'state = IN_REVIEW AND review.stage = 2' --order-by review.deadline_time")
{
    protected override IAsyncEnumerable<Content> Items(OpsPlatformClient client, ListContentsRequest request) =>
        client.Contents.EnumerateContentsAsync(request);
}
