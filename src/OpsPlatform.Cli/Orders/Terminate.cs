using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Orders;

internal sealed class Terminate() : RpcCommand<TerminateOrderRequest, Order>(
    "terminate",
    "Break an order off; what was accepted is paid.",
    [
        new("name", "The order."),
        new("reason", "Why."),
    ],
    "ops orders terminate videos --reason 'They closed'")
{
    protected override AsyncUnaryCall<Order> Call(OpsPlatformClient client, TerminateOrderRequest request, CallOptions options) =>
        client.Suppliers.TerminateOrderAsync(request, options);
}
