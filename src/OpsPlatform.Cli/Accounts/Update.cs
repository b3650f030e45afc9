using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Update() : RpcCommand<UpdateAccountRequest, Account>(
    "update",
    "Edit what describes an account.",
    [
        new("account.name", "The account."),
        new("account.display_name", "What people call it."),
        new("account.handle", "Its id or handle on its platform."),
        new("account.region_code", "The market that it speaks to.", "region"),
        new("account.labels", "A mark to find it by, again for each. They replace all that it has.", "label"),
        new("update_mask", "The fields to edit, with commas between; one that is not given is emptied. Default: those that are given."),
    ],
    "ops accounts update channels-main --display-name 'Acme'",
    "ops accounts update channels-main --update-mask labels,handle --handle @acme")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, UpdateAccountRequest request, CallOptions options) =>
        client.Accounts.UpdateAccountAsync(request, options);
}
