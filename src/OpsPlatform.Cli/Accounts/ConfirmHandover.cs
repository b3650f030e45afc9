using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class ConfirmHandover() : RpcCommand<ConfirmHandoverRequest, Account>(
    "confirm-handover",
    "Agree to a handover that somebody else has proposed.",
    [new("name", "The account.")],
    "ops accounts confirm-handover channels-main")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, ConfirmHandoverRequest request, CallOptions options) =>
        client.Accounts.ConfirmHandoverAsync(request, options);
}
