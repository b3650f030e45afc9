using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class RecordExchange() : RpcCommand<RecordExchangeRequest, Exchange>(
    "exchange",
    "Record what was given to a partner and received from it.",
    [
        new("parent", "The supplier."),
        new("exchange_id", "The id of the exchange. Default: one that the server makes."),
        new("mode", "How it was exchanged."),
        new("resource_class", "Of which class what was received is."),
        new("currency_code", "The currency of both values.", "currency"),
        new("given.description", "What was given.", "given"),
        new("given.value_micros", "What it was worth, in whole units.", "given-value"),
        new("received.description", "What was received.", "received"),
        new("received.value_micros", "What it was worth, in whole units.", "received-value"),
    ],
    "ops suppliers exchange starlight --mode traffic-swap --resource-class partner --currency CNY --given 'trial samples' --given-value 100 --received 'reach' --received-value 250")
{
    protected override AsyncUnaryCall<Exchange> Call(OpsPlatformClient client, RecordExchangeRequest request, CallOptions options) =>
        client.Suppliers.RecordExchangeAsync(request, options);
}
