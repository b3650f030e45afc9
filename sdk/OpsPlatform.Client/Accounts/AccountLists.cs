using Grpc.Core;
using OpsPlatform.Accounts.V1;

namespace OpsPlatform.Client;

/// <summary>The lists of <see cref="AccountService"/> as enumerations; see <see cref="Lists"/> for how pages are read.</summary>
public static class AccountLists
{
    /// <summary>The accounts of a workspace.</summary>
    public static IAsyncEnumerable<Account> EnumerateAccountsAsync(
        this AccountService.AccountServiceClient accounts, ListAccountsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(accounts.ListAccountsAsync, request, page => page.Accounts, options, cancellationToken);

    /// <summary>The platforms of a workspace, built-in ones too.</summary>
    public static IAsyncEnumerable<Platform> EnumeratePlatformsAsync(
        this AccountService.AccountServiceClient accounts, ListPlatformsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(accounts.ListPlatformsAsync, request, page => page.Platforms, options, cancellationToken);
}
