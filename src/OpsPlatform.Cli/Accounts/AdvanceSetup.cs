using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class AdvanceSetup() : RpcCommand<AdvanceSetupRequest, Account>(
    "advance-setup",
    "Record that the next step of the set-up is done.",
    [
        new("name", "The account."),
        new("step", "The step that is done."),
    ],
    "ops accounts advance-setup channels-main --step registered")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, AdvanceSetupRequest request, CallOptions options) =>
        client.Accounts.AdvanceSetupAsync(request, options);
}
