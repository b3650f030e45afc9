using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Quotes;

internal sealed class Compare() : RpcCommand<CompareQuotesRequest, QuoteComparison>(
    "compare",
    "Compare the quotes of a request, once they are opened.",
    [
        new("name", "The request for quotes."),
        new("basis", "What to go by: the price, or quality for the price."),
        new("price_rise_bps", "From how much more than its last quote on a price counts as risen, in basis points. Default: 1800.", "price-rise"),
    ],
    "ops quotes compare spring-videos",
    "ops quotes compare spring-videos --basis value")
{
    protected override AsyncUnaryCall<QuoteComparison> Call(OpsPlatformClient client, CompareQuotesRequest request, CallOptions options) =>
        client.Suppliers.CompareQuotesAsync(request, options);
}
