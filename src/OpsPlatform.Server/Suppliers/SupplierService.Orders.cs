using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Suppliers;

internal sealed partial class SupplierService
{
    public override async Task<Agreement> CreateAgreement(CreateAgreementRequest request, ServerCallContext context)
    {
        var supplier = await queries.Named<Supplier>(context, request.Agreement.Supplier);
        await MustBeKnown(request.Agreement.PayTerms, context);
        return await agreements.Run(context, request, (agreement, asked, decision) => AgreementDecider.Draft(agreement, asked, supplier, decision), agreement => agreement.Root);
    }

    public override Task<Agreement> GetAgreement(GetAgreementRequest request, ServerCallContext context) =>
        request.ReadTime is { } asOf ? history.AsOf(context, request, agreementType, asOf) : queries.Get<Agreement>(context, request);

    public override Task<ListAgreementsResponse> ListAgreements(ListAgreementsRequest request, ServerCallContext context) =>
        queries.List<Agreement, ListAgreementsResponse>(context, request);

    public override Task<Agreement> SignAgreement(SignAgreementRequest request, ServerCallContext context) =>
        agreements.Run(context, request, AgreementDecider.Sign, agreement => agreement.Root);

    public override Task<Agreement> RecordComplianceLetter(RecordComplianceLetterRequest request, ServerCallContext context) =>
        agreements.Run(context, request, AgreementDecider.RecordLetter, agreement => agreement.Root);

    public override Task<Agreement> TerminateAgreement(TerminateAgreementRequest request, ServerCallContext context) =>
        agreements.Run(context, request, AgreementDecider.Terminate, agreement => agreement.Root);

    public override async Task<Order> CreateOrder(CreateOrderRequest request, ServerCallContext context)
    {
        var facts = await FactsAsync(request.Order, context);
        await HoldAsync(request, facts, context);
        return await orders.Run(context, request, (order, asked, decision) => OrderDecider.Create(order, asked, facts, decision), order => order.Root);
    }

    public override Task<Order> GetOrder(GetOrderRequest request, ServerCallContext context) =>
        request.ReadTime is { } asOf ? history.AsOf(context, request, orderType, asOf) : queries.Get<Order>(context, request);

    public override Task<ListOrdersResponse> ListOrders(ListOrdersRequest request, ServerCallContext context) =>
        queries.List<Order, ListOrdersResponse>(context, request);

    public override Task<Order> SubmitDelivery(SubmitDeliveryRequest request, ServerCallContext context) =>
        orders.Run(context, request, OrderDecider.Submit, order => order.Root);

    public override Task<Order> AcceptDelivery(AcceptDeliveryRequest request, ServerCallContext context) =>
        orders.Run(context, request, OrderDecider.Accept, order => order.Root);

    public override Task<Order> RejectDelivery(RejectDeliveryRequest request, ServerCallContext context) =>
        orders.Run(context, request, OrderDecider.Reject, order => order.Root);

    public override Task<Order> CloseOrder(CloseOrderRequest request, ServerCallContext context) =>
        orders.Run(context, request, OrderDecider.Close, order => order.Root);

    public override Task<Order> TerminateOrder(TerminateOrderRequest request, ServerCallContext context) =>
        orders.Run(context, request, OrderDecider.Terminate, order => order.Root);

    /// <summary>Takes what the order needs of the limits that it shares with others, once everything else of it is right.</summary>
    private async Task HoldAsync(CreateOrderRequest request, OrderFacts facts, ServerCallContext context)
    {
        _ = OrderDecider.Create(new Aggregate<Order>(""), request, facts, new DecisionContext(time.GetUtcNow(), Principals.System, "", () => "")).ToArray();
        if (request.ValidateOnly)
            return;
        foreach (var limit in facts.Limits(request))
        {
            await orderLimits.Run(
                RpcCall.Of(context).Workspace,
                $"order-limits/{limit.Id}",
                new EventHeaders(Principals.System),
                (held, decision) => OrderLimitDecider.Hold(held, facts.HoldId, limit, facts.Others, decision),
                context.CancellationToken);
        }
    }

    private async Task<OrderFacts> FactsAsync(Order asked, ServerCallContext context)
    {
        var agreement = await queries.Named<Agreement>(context, asked.Agreement);
        var quoted = asked.QuoteRequest.Length > 0 ? await queries.Named<QuoteRequest>(context, asked.QuoteRequest) : null;
        var budget = asked.Budget.Length > 0 ? await queries.Named<Budget>(context, asked.Budget) : null;
        var others = new List<Order>();
        if (quoted is not null || budget is not null)
            others.AddRange((await All<Order>(context)).Where(other => (quoted is not null && other.QuoteRequest == quoted.Name) || (budget is not null && other.Budget == budget.Name)));
        return new OrderFacts(agreement, await queries.Named<Supplier>(context, agreement.Supplier), quoted, budget, others, $"{Guid.CreateVersion7(time.GetUtcNow())}");
    }
}
