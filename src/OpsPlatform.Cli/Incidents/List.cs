using OpsPlatform.Alerts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Incidents;

internal sealed class List() : ListCommand<ListIncidentsRequest, Incident>(
    "list",
    "List the incidents of a workspace.",
    [new("parent", "The workspace.")],
    "ops incidents list --filter 'state = OPEN AND breached = true'")
{
    protected override IAsyncEnumerable<Incident> Items(OpsPlatformClient client, ListIncidentsRequest request) =>
        client.Risks.EnumerateIncidentsAsync(request);
}
