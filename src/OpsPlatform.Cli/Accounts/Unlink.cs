using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Unlink() : RpcCommand<UnlinkAccountRequest, Account>(
    "unlink",
    "End a link of an account.",
    [
        new("name", "The account."),
        new("other", "The other account."),
    ],
    "ops accounts unlink channels-main --other douyin-main")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, UnlinkAccountRequest request, CallOptions options) =>
        client.Accounts.UnlinkAccountAsync(request, options);
}
