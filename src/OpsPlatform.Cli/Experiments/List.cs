using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Experiments;

internal sealed class List() : ListCommand<ListExperimentsRequest, Experiment>(
    "list",
    "List the experiments of a campaign.",
    [new("parent", "The campaign.")],
    "ops experiments list spring")
{
    protected override IAsyncEnumerable<Experiment> Items(OpsPlatformClient client, ListExperimentsRequest request) =>
        client.Campaigns.EnumerateExperimentsAsync(request);
}
