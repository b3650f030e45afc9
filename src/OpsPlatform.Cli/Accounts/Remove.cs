using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Remove() : RpcCommand<RemoveMemberRequest, Account>(
    "remove",
    "Take a person off an account.",
    [
        new("name", "The account."),
        new("subject_id", "The workspace's own id for the person.", "subject"),
        new("role", "In which role."),
    ],
    "ops accounts remove channels-main --subject E17 --role content-planner")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, RemoveMemberRequest request, CallOptions options) =>
        client.Accounts.RemoveMemberAsync(request, options);
}
