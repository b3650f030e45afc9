using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Projections.V1;

namespace OpsPlatform.Cli.Store;

internal sealed class Projections() : ListCommand<ListProjectionsRequest, Projection>(
    "projections",
    "List the projections of a workspace, and how far each has come.",
    [new("parent", "The workspace.")],
    "ops store projections",
    "ops store projections --workspace acme --filter 'state = STOPPED'")
{
    protected override IAsyncEnumerable<Projection> Items(OpsPlatformClient client, ListProjectionsRequest request) =>
        client.Projections.EnumerateProjectionsAsync(request);
}
