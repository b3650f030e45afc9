using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class Versions() : ListCommand<ListContentVersionsRequest, ContentVersion>(
    "versions",
    "List what a content was, version by version.",
    [new("parent", "The content.")],
    "ops contents versions spring-tea --order-by number")
{
    protected override IAsyncEnumerable<ContentVersion> Items(OpsPlatformClient client, ListContentVersionsRequest request) =>
        client.Contents.EnumerateContentVersionsAsync(request);
}
