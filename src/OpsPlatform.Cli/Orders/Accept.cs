using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Orders;

internal sealed class Accept() : RpcCommand<AcceptDeliveryRequest, Order>(
    "accept",
    "Accept a delivery, or a part of it.",
    [
        new("name", "The order."),
        new("delivery_id", "The delivery.", "delivery"),
        new("quantity", "How many of it. Default: all."),
        new("content", "The content that was delivered."),
        new("legal_review_sha256", "The SHA-256 of the lawyer's review, in hex. Needed for red topics.", "legal-review"),
    ],
    "ops orders accept videos --delivery 0195f0a2-0000-7000-8000-000000000000")
{
    protected override AsyncUnaryCall<Order> Call(OpsPlatformClient client, AcceptDeliveryRequest request, CallOptions options) =>
        client.Suppliers.AcceptDeliveryAsync(request, options);
}
