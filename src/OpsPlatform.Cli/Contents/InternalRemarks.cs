using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class InternalRemarks() : ListCommand<ListInternalRemarksRequest, Remark>(
    "internal-remarks",
    "List all remarks about a content, internal ones too.",
    [new("parent", "The content.")],
    "ops contents internal-remarks spring-tea --order-by create_time")
{
    protected override IAsyncEnumerable<Remark> Items(OpsPlatformClient client, ListInternalRemarksRequest request) =>
        client.Contents.EnumerateInternalRemarksAsync(request);
}
