using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class RecordPatrol() : RpcCommand<RecordPatrolRequest, Account>(
    "patrol",
    "Record a look at how the service process of an account goes.",
    [
        new("name", "The account."),
        new("findings", "What was found, again for each.", "finding"),
        new("client_need_change_bps", "By how much what clients need has changed, in basis points."),
        new("platform_rule_change_bps", "By how much the platform's rules have changed, in basis points."),
        new("market_change_bps", "By how much the market has changed, in basis points."),
        new("threshold_bps", "Above which rate the process needs a review. Default: 2000."),
    ],
    "ops accounts patrol channels-main --finding 'Scripts wait two days for a decision' --market-change-bps 2500")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, RecordPatrolRequest request, CallOptions options) =>
        client.Accounts.RecordPatrolAsync(request, options);
}
