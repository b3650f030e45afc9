using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Suspend() : RpcCommand<SuspendAccountRequest, Account>(
    "suspend",
    "Let an account rest.",
    [
        new("name", "The account."),
        new("reason", "Why, in words."),
    ],
    "ops accounts suspend channels-main --reason 'Rebranding'")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, SuspendAccountRequest request, CallOptions options) =>
        client.Accounts.SuspendAccountAsync(request, options);
}
