using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class ShowBalances() : RpcCommand<GetBalancesRequest, Balances>(
    "balances",
    "What the lines' accounts sum to, as of a time and for days until another.",
    [
        new("name", "The budget."),
        new("read_time", "What was posted until this time. Default: all."),
        new("effective_date", "What counts for days until this one. Default: all."),
    ],
    "ops budgets balances q4-2026 --effective-date 2026-10-31",
    "ops budgets balances q4-2026 --read-time 2026-11-01T00:00:00Z")
{
    protected override AsyncUnaryCall<Balances> Call(OpsPlatformClient client, GetBalancesRequest request, CallOptions options) =>
        client.Budgets.GetBalancesAsync(request, options);
}
