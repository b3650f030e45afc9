using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class SetTier() : RpcCommand<SetTierRequest, Account>(
    "set-tier",
    "Give an account its place in a network over the world.",
    [
        new("name", "The account."),
        new("tier", "Where it stands. Default: in no network any more."),
        new("parent_account", "The account above it.", "parent"),
    ],
    "ops accounts set-tier munich --tier local-team --parent europe")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, SetTierRequest request, CallOptions options) =>
        client.Accounts.SetTierAsync(request, options);
}
