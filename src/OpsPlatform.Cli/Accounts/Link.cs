using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Link() : RpcCommand<LinkAccountRequest, Account>(
    "link",
    "Link an account with another one, so that tags can be synced.",
    [
        new("name", "The account."),
        new("other", "The other account."),
    ],
    "ops accounts link channels-main --other douyin-main")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, LinkAccountRequest request, CallOptions options) =>
        client.Accounts.LinkAccountAsync(request, options);
}
