using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Pay() : RpcCommand<PayExpenseRequest, Expense>(
    "pay",
    "Mark an expense, or a part of it, as paid.",
    [
        new("name", "The expense."),
        new("amount_micros", "How much was paid, in whole units. Default: all that is owed."),
        new("external_reference", "Your own reference, such as the bank's."),
        new("effective_date", "The day it counts for, within the period. Default: today in UTC."),
    ],
    "ops budgets pay q4-2026/camera --external-reference BANK-77")
{
    protected override AsyncUnaryCall<Expense> Call(OpsPlatformClient client, PayExpenseRequest request, CallOptions options) =>
        client.Budgets.PayExpenseAsync(request, options);
}
