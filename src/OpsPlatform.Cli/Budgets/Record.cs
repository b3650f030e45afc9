using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Record() : RpcCommand<RecordExpenseRequest, Expense>(
    "record",
    "Record money spent from a line without a reservation.",
    [
        new("parent", "The budget."),
        new("line", "The line that the money was spent from."),
        new("amount_micros", "How much was spent, in whole units."),
        new("expense_id", "The id of the new expense. Default: one that the server makes."),
        new("currency_code", "The currency of the amount. Default: the budget's.", "currency"),
        new("exchange_rate.rate_nanos", "What one unit of another currency is worth in the budget's: 7.1234.", "rate"),
        new("exchange_rate.source", "Who says so.", "rate-source"),
        new("exchange_rate.rate_date", "For which day."),
        new("cost_item", "The cost item: kol, salary, platform-fee."),
        new("purpose", "What the money was for."),
        new("external_reference", "Your own reference, such as a purchase order's number."),
        new("effective_date", "The day it counts for, within the period. Default: today in UTC."),
        new("cost_object.campaign", "The campaign that the money is for.", "campaign"),
        new("cost_object.content", "The content that it is for.", "content"),
        new("cost_object.supplier", "The supplier that it goes to.", "supplier"),
        new("cost_object.order", "The order that it pays.", "order"),
        new("ask_approval", "Beyond the cap of a content, ask for an approval instead of being refused."),
        new("requester.subject_id", "Who asks for it: your own id for the person, such as an employee number, and no name.", "requester"),
        new("requester.display_name", "The person's name; stored encrypted, and erasable.", "requester-name"),
        new("requester.contact", "The person's phone number, e-mail address or WeChat id; stored encrypted, and erasable.", "requester-contact"),
    ],
    "ops budgets record q4-2026 --line traffic --amount 5200 --purpose 'Feed ads' --external-reference INV-77",
    "ops budgets record q4-2026 --line traffic --amount 700 --currency USD --rate 7.1234 --rate-source 'PBOC central parity' --rate-date 2026-10-02")
{
    protected override AsyncUnaryCall<Expense> Call(OpsPlatformClient client, RecordExpenseRequest request, CallOptions options) =>
        client.Budgets.RecordExpenseAsync(request, options);
}
