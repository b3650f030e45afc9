using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.KnowledgeChanges;

internal sealed class List() : ListCommand<ListKnowledgeChangesRequest, KnowledgeChange>(
    "list",
    "List the changes of a workspace.",
    [new("parent", "The workspace.")],
    "ops knowledge-changes list --filter 'remaining_count > 0'")
{
    protected override IAsyncEnumerable<KnowledgeChange> Items(OpsPlatformClient client, ListKnowledgeChangesRequest request) =>
        client.Campaigns.EnumerateKnowledgeChangesAsync(request);
}
