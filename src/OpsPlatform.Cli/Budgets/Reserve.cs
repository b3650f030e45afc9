using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Reserve() : RpcCommand<ReserveFundsRequest, Reservation>(
    "reserve",
    "Hold money on a line until it is captured, released, or expires.",
    [
        new("parent", "The budget."),
        new("line", "The line that the money is held on."),
        new("amount_micros", "How much to hold, in whole units."),
        new("reservation_id", "The id of the new reservation. Default: one that the server makes."),
        new("currency_code", "The currency of the amount. Default: the budget's.", "currency"),
        new("exchange_rate.rate_nanos", "What one unit of another currency is worth in the budget's: 7.1234.", "rate"),
        new("exchange_rate.source", "Who says so.", "rate-source"),
        new("exchange_rate.rate_date", "For which day."),
        new("ttl", "How long to hold: 90s, 45m, 12h, 7d. Default: 7d."),
        new("cost_item", "The cost item: kol, salary, platform-fee."),
        new("purpose", "What the money is for."),
        new("external_reference", "Your own reference, such as a purchase order's number."),
        new("effective_date", "The day it counts for, within the period. Default: today in UTC."),
        new("cost_object.campaign", "The campaign that the money is for.", "campaign"),
        new("cost_object.content", "The content that it is for.", "content"),
        new("cost_object.supplier", "The supplier that it goes to.", "supplier"),
        new("cost_object.order", "The order that it pays.", "order"),
        new("ask_approval", "Beyond the cap of a content, ask for an approval instead of being refused."),
        new("source_reservation", "A hold of the budget that the money is taken from: a campaign's."),
        new("requester.subject_id", "Who asks for it: your own id for the person, such as an employee number, and no name.", "requester"),
        new("requester.display_name", "The person's name; stored encrypted, and erasable.", "requester-name"),
        new("requester.contact", "The person's phone number, e-mail address or WeChat id; stored encrypted, and erasable.", "requester-contact"),
    ],
    "ops budgets reserve q4-2026 --line content --amount 1234.50",
    "ops budgets reserve q4-2026 --line content --amount 80000 --reservation-id kol-spring --cost-item kol --ttl 30d",
    "ops budgets reserve q4-2026 --line content --amount 20000 --campaign spring-2026 --supplier star-hosts",
    "ops budgets reserve q4-2026 --line content --amount 500 --requester e-1042 --requester-name 王小明")
{
    protected override AsyncUnaryCall<Reservation> Call(OpsPlatformClient client, ReserveFundsRequest request, CallOptions options) =>
        client.Budgets.ReserveFundsAsync(request, options);
}
