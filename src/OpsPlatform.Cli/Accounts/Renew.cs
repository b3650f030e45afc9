using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Renew() : RpcCommand<RenewAuthorizationRequest, Account>(
    "renew",
    "Record that a program has renewed the authorization.",
    [
        new("name", "The account."),
        new("expire_time", "Until when it lasts now. Default: by the platform."),
    ],
    "ops accounts renew douyin-main")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, RenewAuthorizationRequest request, CallOptions options) =>
        client.Accounts.RenewAuthorizationAsync(request, options);
}
