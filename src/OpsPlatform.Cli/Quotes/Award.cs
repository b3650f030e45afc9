using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Quotes;

internal sealed class Award() : RpcCommand<AwardQuoteRequest, QuoteRequest>(
    "award",
    "Give a supplier what was asked for, at its price.",
    [
        new("name", "The request for quotes."),
        new("supplier", "Who is to get it."),
        new("quantity", "How much it gets. Default: all of it."),
        new("reason", "Why this one."),
    ],
    "ops quotes award spring-videos --supplier moonlight --reason 'Best value'")
{
    protected override AsyncUnaryCall<QuoteRequest> Call(OpsPlatformClient client, AwardQuoteRequest request, CallOptions options) =>
        client.Suppliers.AwardQuoteAsync(request, options);
}
