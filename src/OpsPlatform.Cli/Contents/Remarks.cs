using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class Remarks() : ListCommand<ListRemarksRequest, Remark>(
    "remarks",
    "List the remarks about a content that are for everybody.",
    [new("parent", "The content.")],
    "ops contents remarks spring-tea --order-by create_time")
{
    protected override IAsyncEnumerable<Remark> Items(OpsPlatformClient client, ListRemarksRequest request) =>
        client.Contents.EnumerateRemarksAsync(request);
}
