using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Authorize() : RpcCommand<SetAuthorizationRequest, Account>(
    "authorize",
    "Record that a person has let programs act for an account.",
    [
        new("name", "The account."),
        new("expire_time", "Until when, if nobody renews it. Default: by the platform."),
        new("renewals_left", "How often it can be renewed. Default: by the platform."),
    ],
    "ops accounts authorize douyin-main",
    "ops accounts authorize kuaishou-main --expire-time 2027-01-31T00:00:00Z")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, SetAuthorizationRequest request, CallOptions options) =>
        client.Accounts.SetAuthorizationAsync(request, options);
}
