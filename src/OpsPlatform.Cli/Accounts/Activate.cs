using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Activate() : RpcCommand<ActivateAccountRequest, Account>(
    "activate",
    "Operate an account from now on.",
    [new("name", "The account.")],
    "ops accounts activate channels-main")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, ActivateAccountRequest request, CallOptions options) =>
        client.Accounts.ActivateAccountAsync(request, options);
}
