using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Audiences;

internal sealed class List() : ListCommand<ListAudiencesRequest, Audience>(
    "list",
    "List the audiences of a workspace.",
    [new("parent", "The workspace.")],
    "ops audiences list")
{
    protected override IAsyncEnumerable<Audience> Items(OpsPlatformClient client, ListAudiencesRequest request) =>
        client.Metrics.EnumerateAudiencesAsync(request);
}
