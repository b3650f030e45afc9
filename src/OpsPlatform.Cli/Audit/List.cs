using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Events.V1;

namespace OpsPlatform.Cli.Audit;

internal sealed class List() : ListCommand<ListEventsRequest, Event>(
    "list",
    "List what has happened in a workspace.",
    [new("parent", "The workspace.")],
    "ops audit list --order-by 'position desc' --limit 20",
    "ops audit list --filter 'resource = \"workspaces/acme/budgets/q4-2026\"'",
    "ops audit list --filter 'client = \"clients/nova-ops\" AND event_time >= \"2026-11-01T00:00:00Z\"'")
{
    protected override IAsyncEnumerable<Event> Items(OpsPlatformClient client, ListEventsRequest request) =>
        client.Events.EnumerateEventsAsync(request);
}
