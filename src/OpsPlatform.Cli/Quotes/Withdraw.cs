using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Quotes;

internal sealed class Withdraw() : RpcCommand<WithdrawQuoteRequest, Quote>(
    "withdraw",
    "Take a supplier's quote back, before the deadline.",
    [
        new("name", "The request for quotes."),
        new("supplier", "Whose quote it is."),
    ],
    "ops quotes withdraw spring-videos --supplier starlight")
{
    protected override AsyncUnaryCall<Quote> Call(OpsPlatformClient client, WithdrawQuoteRequest request, CallOptions options) =>
        client.Suppliers.WithdrawQuoteAsync(request, options);
}
