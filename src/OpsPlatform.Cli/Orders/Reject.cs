using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Orders;

internal sealed class Reject() : RpcCommand<RejectDeliveryRequest, Order>(
    "reject",
    "Reject a delivery; it can be delivered again.",
    [
        new("name", "The order."),
        new("delivery_id", "The delivery.", "delivery"),
        new("reason", "Why."),
    ],
    "ops orders reject videos --delivery 0195f0a2-0000-7000-8000-000000000000 --reason 'Blurred'")
{
    protected override AsyncUnaryCall<Order> Call(OpsPlatformClient client, RejectDeliveryRequest request, CallOptions options) =>
        client.Suppliers.RejectDeliveryAsync(request, options);
}
