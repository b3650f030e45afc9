using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Orders;

internal sealed class Get() : RpcCommand<GetOrderRequest, Order>(
    "get",
    "Show an order as of now, or as it was.",
    [
        new("name", "The order."),
        new("read_time", "As of when."),
    ],
    "ops orders get videos")
{
    protected override AsyncUnaryCall<Order> Call(OpsPlatformClient client, GetOrderRequest request, CallOptions options) =>
        client.Suppliers.GetOrderAsync(request, options);
}
