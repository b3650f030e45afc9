using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Orders;

internal sealed class Create() : RpcCommand<CreateOrderRequest, Order>(
    "create",
    "Order something under an agreement.",
    [
        new("order_id", "The id of the new order. Default: one that the server makes."),
        new("order.display_name", "What people call it."),
        new("order.agreement", "The agreement that it is under."),
        new("order.task", "The task, one of the agreement's scope."),
        new("order.red_topic", "It is about a topic of the red level."),
        new("order.quote_request", "The request for quotes that it follows."),
        new("order.budget", "The budget that it is paid from."),
        new("order.budget_line", "The line of the budget that pays it: its price is held there until it is delivered.", "budget-line"),
        new("order.source_reservation", "A hold of the budget that the money is taken from: a campaign's.", "source-reservation"),
        new("order.cost_item", "The cost item.", "cost-item"),
        new("order.campaign", "The campaign that it is for."),
        new("order.deliverables", "What is to be delivered and the price of one, again for each: video:950,quantity=10.", "deliverable"),
        new("kol_cap_bps", "The cap of what opinion leaders may have of a budget, in basis points. Default: 1500.", "kol-cap"),
    ],
    "ops orders create videos --display-name Videos --agreement spring --task short-video --deliverable video:950,quantity=10",
    "ops orders create videos --display-name Videos --agreement spring --task short-video --deliverable video:950,quantity=10 --budget q4-2026 --budget-line content --validate-only")
{
    protected override AsyncUnaryCall<Order> Call(OpsPlatformClient client, CreateOrderRequest request, CallOptions options) =>
        client.Suppliers.CreateOrderAsync(request, options);
}
