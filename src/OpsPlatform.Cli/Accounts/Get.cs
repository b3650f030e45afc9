using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Get() : RpcCommand<GetAccountRequest, Account>(
    "get",
    "Show an account as of now, or as it was.",
    [
        new("name", "The account."),
        new("read_time", "As of when."),
    ],
    "ops accounts get channels-main",
    "ops accounts get channels-main --read-time 2026-03-31T00:00:00Z -o yaml")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, GetAccountRequest request, CallOptions options) =>
        client.Accounts.GetAccountAsync(request, options);
}
