using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Archive() : RpcCommand<ArchiveAccountRequest, Account>(
    "archive",
    "End an account, for good.",
    [
        new("name", "The account."),
        new("reason", "Why, in words."),
    ],
    "ops accounts archive channels-main --reason 'Merged into the flagship'")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, ArchiveAccountRequest request, CallOptions options) =>
        client.Accounts.ArchiveAccountAsync(request, options);
}
