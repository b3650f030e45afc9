using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.WordLists;

internal sealed class List() : ListCommand<ListWordListsRequest, WordList>(
    "list",
    "List the word lists of a workspace.",
    [new("parent", "The workspace.")],
    "ops word-lists list")
{
    protected override IAsyncEnumerable<WordList> Items(OpsPlatformClient client, ListWordListsRequest request) =>
        client.Contents.EnumerateWordListsAsync(request);
}
