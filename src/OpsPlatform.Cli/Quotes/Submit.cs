using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Quotes;

internal sealed class Submit() : RpcCommand<SubmitQuoteRequest, Quote>(
    "submit",
    "Give a supplier's quote; nobody reads it before the deadline.",
    [
        new("name", "The request for quotes."),
        new("supplier", "Whose quote it is."),
        new("currency_code", "The currency of the price.", "currency"),
        new("offer.unit_price_micros", "The price of one unit, in whole units of the currency.", "price"),
        new("offer.lead_days", "How many days it takes.", "lead-days"),
        new("offer.note", "What else there is to say.", "note"),
    ],
    "ops quotes submit spring-videos --supplier starlight --currency CNY --price 950 --lead-days 10")
{
    protected override AsyncUnaryCall<Quote> Call(OpsPlatformClient client, SubmitQuoteRequest request, CallOptions options) =>
        client.Suppliers.SubmitQuoteAsync(request, options);
}
