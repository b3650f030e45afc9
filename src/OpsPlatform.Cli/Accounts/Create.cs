using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Create() : RpcCommand<CreateAccountRequest, Account>(
    "create",
    "Add an account that the brand operates on a platform.",
    [
        new("account_id", "The id of the new account. Default: one that the server makes."),
        new("account.display_name", "What people call it."),
        new("account.platform", "Where it is: ops platforms list shows what there is."),
        new("account.handle", "Its id or handle there."),
        new("account.region_code", "The market that it speaks to: CN.", "region"),
        new("account.labels", "A mark to find it by, again for each.", "label"),
    ],
    "ops accounts create channels-main --display-name 'Acme on Channels' --platform channels --region CN --label flagship")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, CreateAccountRequest request, CallOptions options) =>
        client.Accounts.CreateAccountAsync(request, options);
}
