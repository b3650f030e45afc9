using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Orders;

internal sealed class Close() : RpcCommand<CloseOrderRequest, Order>(
    "close",
    "Close an order that is done.",
    [
        new("name", "The order."),
        new("reason", "Why, where something is left to deliver."),
    ],
    "ops orders close videos")
{
    protected override AsyncUnaryCall<Order> Call(OpsPlatformClient client, CloseOrderRequest request, CallOptions options) =>
        client.Suppliers.CloseOrderAsync(request, options);
}
