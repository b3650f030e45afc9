using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Refund() : RpcCommand<RefundExpenseRequest, Expense>(
    "refund",
    "Take an expense back, wholly or in part.",
    [
        new("name", "The expense."),
        new("amount_micros", "How much to take back, in whole units. Default: all that was not yet refunded."),
        new("currency_code", "The currency of the amount. Default: the budget's.", "currency"),
        new("exchange_rate.rate_nanos", "What one unit of another currency is worth in the budget's: 7.1234.", "rate"),
        new("exchange_rate.source", "Who says so.", "rate-source"),
        new("exchange_rate.rate_date", "For which day."),
        new("purpose", "What the refund is for."),
        new("external_reference", "Your own reference, such as a purchase order's number."),
        new("effective_date", "The day it counts for, within the period. Default: today in UTC."),
    ],
    "ops budgets refund q4-2026/inv-77 --amount 200",
    "ops budgets refund q4-2026/inv-77 --amount 50 --currency USD --rate 7.1234 --rate-source 'PBOC central parity' --rate-date 2026-10-02",
    "ops budgets refund q4-2026/inv-77")
{
    protected override AsyncUnaryCall<Expense> Call(OpsPlatformClient client, RefundExpenseRequest request, CallOptions options) =>
        client.Budgets.RefundExpenseAsync(request, options);
}
