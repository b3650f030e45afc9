using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Quotes;

internal sealed class Cancel() : RpcCommand<CancelQuoteRequestRequest, QuoteRequest>(
    "cancel",
    "Let nobody get it; quotes that are sealed stay sealed.",
    [
        new("name", "The request for quotes."),
        new("reason", "Why."),
    ],
    "ops quotes cancel spring-videos --reason 'Not needed any more'")
{
    protected override AsyncUnaryCall<QuoteRequest> Call(OpsPlatformClient client, CancelQuoteRequestRequest request, CallOptions options) =>
        client.Suppliers.CancelQuoteRequestAsync(request, options);
}
