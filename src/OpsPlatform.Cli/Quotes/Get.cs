using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Quotes;

internal sealed class Get() : RpcCommand<GetQuoteRequestRequest, QuoteRequest>(
    "get",
    "Show a request for quotes as of now, or as it was.",
    [
        new("name", "The request for quotes."),
        new("read_time", "As of when."),
    ],
    "ops quotes get spring-videos")
{
    protected override AsyncUnaryCall<QuoteRequest> Call(OpsPlatformClient client, GetQuoteRequestRequest request, CallOptions options) =>
        client.Suppliers.GetQuoteRequestAsync(request, options);
}
