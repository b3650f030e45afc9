using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class List() : ListCommand<ListAccountsRequest, Account>(
    "list",
    "List the accounts of a workspace.",
    [
        new("parent", "The workspace."),
        new("show_deleted", "Deleted ones as well."),
    ],
    "ops accounts list",
    "ops accounts list --filter 'labels:\"flagship\"'",
    "ops accounts list --filter 'authorization.hard_reauthorize_time < \"2027-01-01T00:00:00Z\"'")
{
    protected override IAsyncEnumerable<Account> Items(OpsPlatformClient client, ListAccountsRequest request) =>
        client.Accounts.EnumerateAccountsAsync(request);
}
