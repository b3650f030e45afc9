using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Quotes;

internal sealed class Request() : RpcCommand<RequestQuotesRequest, QuoteRequest>(
    "request",
    "Ask suppliers for quotes, sealed until a deadline.",
    [
        new("quote_request_id", "The id of the new request. Default: one that the server makes."),
        new("quote_request.display_name", "What people call it."),
        new("quote_request.item_code", "What is bought, by your own code: quotes for the same code are compared over time.", "item"),
        new("quote_request.suppliers", "A supplier to ask, again for each.", "supplier"),
        new("quote_request.quantity", "How much of it."),
        new("quote_request.unit", "What one of it is."),
        new("quote_request.currency_code", "The currency of all prices.", "currency"),
        new("quote_request.deadline_time", "Until when quotes are taken, and none is read.", "deadline"),
        new("quote_request.demands", "Who needs it, and what each would pay alone, again for each: north:10000.", "demand"),
        new("quote_request.terms", "What else is asked for."),
    ],
    "ops quotes request spring-videos --display-name 'Spring videos' --item short-video --supplier starlight --supplier moonlight --quantity 10 --unit video --currency CNY --deadline 2026-04-01T10:00:00Z")
{
    protected override AsyncUnaryCall<QuoteRequest> Call(OpsPlatformClient client, RequestQuotesRequest request, CallOptions options) =>
        client.Suppliers.RequestQuotesAsync(request, options);
}
