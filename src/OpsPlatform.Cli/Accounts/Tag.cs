using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Tag() : RpcCommand<SetCoreTagsRequest, Account>(
    "tag",
    "Set the one or two core tags of an account.",
    [
        new("name", "The account."),
        new("core_tags", "A topic and its industry, again for a second one: parenting:mother-baby.", "core-tag"),
    ],
    "ops accounts tag channels-main --core-tag 'parenting knowledge:mother-baby' --core-tag 'product reviews:mother-baby'")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, SetCoreTagsRequest request, CallOptions options) =>
        client.Accounts.SetCoreTagsAsync(request, options);
}
