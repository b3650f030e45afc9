using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Delete() : RpcCommand<DeleteAccountRequest, Account>(
    "delete",
    "Delete an account softly: nothing is lost.",
    [new("name", "The account.")],
    "ops accounts delete channels-old")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, DeleteAccountRequest request, CallOptions options) =>
        client.Accounts.DeleteAccountAsync(request, options);
}
