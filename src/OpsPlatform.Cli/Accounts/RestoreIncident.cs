using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class RestoreIncident() : RpcCommand<RestoreIncidentRequest, Account>(
    "restore-incident",
    "End the security incident of an account.",
    [
        new("name", "The account."),
        new("measures", "What was done."),
        new("users_told", "How users were told."),
    ],
    "ops accounts restore-incident channels-main --measures 'Posts taken down, tokens revoked' --users-told 'Pinned notice'")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, RestoreIncidentRequest request, CallOptions options) =>
        client.Accounts.RestoreIncidentAsync(request, options);
}
