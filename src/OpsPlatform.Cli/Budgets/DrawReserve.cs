using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class DrawReserve() : RpcCommand<DrawReserveRequest, Budget>(
    "draw-reserve",
    "Move money from the emergency reserve to a line, for an incident.",
    [
        new("name", "The budget."),
        new("line", "The line that needs the money."),
        new("amount_micros", "How much to draw, in whole units."),
        new("incident", "The incident, by your own reference, such as a ticket's number."),
        new("currency_code", "The currency of the amount, to be checked against the budget's.", "currency"),
        new("purpose", "What the money is for."),
        new("effective_date", "The day it counts for, within the period. Default: today in UTC."),
    ],
    "ops budgets draw-reserve q4-2026 --line content --amount 20000 --incident INC-7 --purpose 'New rule of the platform' --profile finance")
{
    protected override AsyncUnaryCall<Budget> Call(OpsPlatformClient client, DrawReserveRequest request, CallOptions options) =>
        client.Budgets.DrawReserveAsync(request, options);
}
