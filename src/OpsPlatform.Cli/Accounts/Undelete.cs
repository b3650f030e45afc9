using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Undelete() : RpcCommand<UndeleteAccountRequest, Account>(
    "undelete",
    "Bring a deleted account back, as it was.",
    [new("name", "The account.")],
    "ops accounts undelete channels-old")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, UndeleteAccountRequest request, CallOptions options) =>
        client.Accounts.UndeleteAccountAsync(request, options);
}
