using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Transfer() : RpcCommand<TransferFundsRequest, TransferFundsResponse>(
    "transfer",
    "Move money between lines, of one budget or of several: all of it or nothing.",
    [
        new("name", "The budget that the money comes from."),
        new("legs", "From which line how much to which line, again for each: content:5000,counter-line=traffic, or content:5000,counter-line=live,counter-budget=workspaces/acme/budgets/q1-2027.", "leg"),
        new("purpose", "What for."),
        new("external_reference", "Your own reference."),
        new("effective_date", "The day it counts for, within the period. Default: today in UTC."),
    ],
    "ops budgets transfer q4-2026 --leg content:5000,counter-line=traffic --purpose 'More ads'",
    "ops budgets transfer us-2026 --leg ads:700,counter-line=traffic,counter-budget=workspaces/acme/budgets/q4-2026,exchange-rate.rate=7.1234,exchange-rate.source=PBOC,exchange-rate.rate-date=2026-10-02")
{
    protected override AsyncUnaryCall<TransferFundsResponse> Call(OpsPlatformClient client, TransferFundsRequest request, CallOptions options) =>
        client.Budgets.TransferFundsAsync(request, options);
}
