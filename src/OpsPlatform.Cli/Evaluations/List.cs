using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Evaluations;

internal sealed class List() : ListCommand<ListEvaluationsRequest, Evaluation>(
    "list",
    "List the evaluations of a workspace.",
    [new("parent", "The workspace.")],
    "ops evaluations list --filter 'state = OPTIMISATION'")
{
    protected override IAsyncEnumerable<Evaluation> Items(OpsPlatformClient client, ListEvaluationsRequest request) =>
        client.Metrics.EnumerateEvaluationsAsync(request);
}
