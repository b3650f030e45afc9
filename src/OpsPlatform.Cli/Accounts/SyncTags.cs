using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class SyncTags() : RpcCommand<SyncCoreTagsRequest, Account>(
    "sync-tags",
    "Take over the core tags of a linked account.",
    [
        new("name", "The account."),
        new("source", "The account whose tags are taken over."),
    ],
    "ops accounts sync-tags douyin-main --source channels-main")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, SyncCoreTagsRequest request, CallOptions options) =>
        client.Accounts.SyncCoreTagsAsync(request, options);
}
