using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Orders;

internal sealed class Deliver() : RpcCommand<SubmitDeliveryRequest, Order>(
    "deliver",
    "Record what was delivered, whole or in part.",
    [
        new("name", "The order."),
        new("deliverable_id", "What it is of.", "deliverable"),
        new("quantity", "How many."),
        new("evidence_sha256", "The SHA-256 of what is delivered, in hex.", "evidence"),
    ],
    "ops orders deliver videos --deliverable video --quantity 4 --evidence 0000000000000000000000000000000000000000000000000000000000000000")
{
    protected override AsyncUnaryCall<Order> Call(OpsPlatformClient client, SubmitDeliveryRequest request, CallOptions options) =>
        client.Suppliers.SubmitDeliveryAsync(request, options);
}
