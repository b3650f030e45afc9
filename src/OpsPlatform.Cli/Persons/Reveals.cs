using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Persons.V1;

namespace OpsPlatform.Cli.Persons;

internal sealed class Reveals() : ListCommand<ListRevealsRequest, OpsPlatform.Persons.V1.Reveal>(
    "reveals",
    "List who was shown what is personal in a workspace, and what for.",
    [new("parent", "The workspace.")],
    "ops persons reveals --order-by 'create_time desc' --limit 20",
    "ops persons reveals --filter 'principal = \"acme-ops\"'")
{
    protected override IAsyncEnumerable<OpsPlatform.Persons.V1.Reveal> Items(OpsPlatformClient client, ListRevealsRequest request) =>
        client.Persons.EnumerateRevealsAsync(request);
}
