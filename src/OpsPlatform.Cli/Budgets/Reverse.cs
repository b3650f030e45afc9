using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Reverse() : RpcCommand<ReverseEntryRequest, Reversal>(
    "reverse",
    "Take back an entry that was an error, by a new one.",
    [
        new("name", "The budget."),
        new("entry", "The id of the entry, as entries shows it."),
        new("reason", "Why."),
        new("effective_date", "The day it counts for, within the period. Default: today in UTC."),
    ],
    "ops budgets reverse q4-2026 --entry 17 --reason 'Typed twice'")
{
    protected override AsyncUnaryCall<Reversal> Call(OpsPlatformClient client, ReverseEntryRequest request, CallOptions options) =>
        client.Budgets.ReverseEntryAsync(request, options);
}
