using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class AdvanceService() : RpcCommand<AdvanceServiceStepRequest, Account>(
    "advance-service",
    "Record that the next step of the service process is done.",
    [
        new("name", "The account."),
        new("step", "The step that is done."),
        new("process", "The process, where a round begins."),
    ],
    "ops accounts advance-service channels-main --step diagnosis --process listed-13")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, AdvanceServiceStepRequest request, CallOptions options) =>
        client.Accounts.AdvanceServiceStepAsync(request, options);
}
