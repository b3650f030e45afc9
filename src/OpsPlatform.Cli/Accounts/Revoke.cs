using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Revoke() : RpcCommand<RevokeAuthorizationRequest, Account>(
    "revoke",
    "Record that the authorization was taken back.",
    [
        new("name", "The account."),
        new("reason", "Why, in words."),
    ],
    "ops accounts revoke douyin-main --reason 'Agency has left'")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, RevokeAuthorizationRequest request, CallOptions options) =>
        client.Accounts.RevokeAuthorizationAsync(request, options);
}
