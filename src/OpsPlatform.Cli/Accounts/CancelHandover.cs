using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class CancelHandover() : RpcCommand<CancelHandoverRequest, Account>(
    "cancel-handover",
    "Drop a handover that waits.",
    [
        new("name", "The account."),
        new("reason", "Why, in words."),
    ],
    "ops accounts cancel-handover channels-main --reason 'Stays after all'")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, CancelHandoverRequest request, CallOptions options) =>
        client.Accounts.CancelHandoverAsync(request, options);
}
