using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Suppliers.V1;
using Content = OpsPlatform.Contents.V1.Content;

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
        var (made, name) = (new Order(), "");
        return await orders.Run(
            context,
            request,
            (order, asked, decision) =>
            {
                IMessage[] created = [.. OrderDecider.Create(order, asked, facts, decision)];
                (made, name) = (((OrderCreated)created[0]).Order, order.Name);
                return created;
            },
            order => order.Root,
            with:
            [
                .. facts.Limits(request).Select(limit => orderLimits.UnnamedPart(context, $"order-limits/{limit.Id}", (held, decision) => OrderLimitDecider.Hold(held, facts.HoldId, limit, facts.Others, decision))),
                .. await costObjects.MustBeOpenAsync(context, new CostObject { Campaign = request.Order.Campaign }, "order"),
                .. request.Order.BudgetLine.Length == 0 || request.Order.Budget.Length == 0 ? []
                    : new[] { budgets.Part(context, request.Order.Budget, (budget, decision) => made.Reservation.Length == 0 ? [] : BudgetDecider.HoldFor(budget, made, name, decision), BudgetDecider.Source(request.Order.SourceReservation)) },
            ]);
    }

    public override Task<Order> GetOrder(GetOrderRequest request, ServerCallContext context) =>
        request.ReadTime is { } asOf ? history.AsOf(context, request, orderType, asOf) : queries.Get<Order>(context, request);

    public override Task<ListOrdersResponse> ListOrders(ListOrdersRequest request, ServerCallContext context) =>
        queries.List<Order, ListOrdersResponse>(context, request);

    public override Task<Order> SubmitDelivery(SubmitDeliveryRequest request, ServerCallContext context) =>
        orders.Run(context, request, OrderDecider.Submit, order => order.Root);

    public override async Task<Order> AcceptDelivery(AcceptDeliveryRequest request, ServerCallContext context)
    {
        if (request.Content.Length > 0)
            await queries.Named<Content>(context, request.Content);
        var hold = await HoldOfAsync(request.Name, context);
        var (order, accepted) = (new Order(), (DeliveryAccepted?)null);
        return await orders.Run(
            context,
            request,
            (ordered, asked, decision) =>
            {
                MustStillHold(ordered.Root, hold);
                IMessage[] events = [.. OrderDecider.Accept(ordered, asked, decision)];
                (order, accepted) = (ordered.Root, events.OfType<DeliveryAccepted>().FirstOrDefault());
                return events;
            },
            answered => answered.Root,
            with: hold.Length == 0 ? [] : [budgets.Part(context, hold, (budget, decision) => accepted is null ? [] : BudgetDecider.SpendFor(budget, order, accepted, decision), children: ContentCosts.Concerned([request.Content]))]);
    }

    public override Task<Order> RejectDelivery(RejectDeliveryRequest request, ServerCallContext context) =>
        orders.Run(context, request, OrderDecider.Reject, order => order.Root);

    public override Task<Order> CloseOrder(CloseOrderRequest request, ServerCallContext context) => EndAsync(request, request.Name, OrderDecider.Close, context);

    public override Task<Order> TerminateOrder(TerminateOrderRequest request, ServerCallContext context) => EndAsync(request, request.Name, OrderDecider.Terminate, context);

    /// <summary>Ends an order, and gives back what it still holds.</summary>
    private async Task<Order> EndAsync<TRequest>(TRequest request, string name, Decide<Order, TRequest> decide, ServerCallContext context)
        where TRequest : IMessage
    {
        var hold = await HoldOfAsync(name, context);
        var order = new Order();
        return await orders.Run(
            context,
            request,
            (ordered, asked, decision) =>
            {
                MustStillHold(ordered.Root, hold);
                order = ordered.Root;
                return decide(ordered, asked, decision);
            },
            answered => answered.Root,
            with: hold.Length == 0 ? [] : [budgets.Part(context, hold, (budget, decision) => BudgetDecider.ReleaseFor(budget, order, decision))]);
    }

    /// <summary>What an order holds, by name; empty for none.</summary>
    private async Task<string> HoldOfAsync(string name, ServerCallContext context) => (await queries.Named<Order>(context, name)).Reservation;

    /// <summary>The hold was looked up before the decision, and is carried forward once a year.</summary>
    private static void MustStillHold(Order order, string hold)
    {
        if (order.Reservation != hold)
            throw new Refusal(ErrorReason.ConcurrentChange, "", ("attempts", 1));
    }

    private async Task<OrderFacts> FactsAsync(Order asked, ServerCallContext context)
    {
        var (quoting, budgeting) = (NamedAsync<QuoteRequest>(asked.QuoteRequest, context), NamedAsync<Budget>(asked.Budget, context));
        var agreement = await queries.Named<Agreement>(context, asked.Agreement);
        var facts = new OrderFacts(agreement, await queries.Named<Supplier>(context, agreement.Supplier), await quoting, await budgeting, [], $"{Guid.CreateVersion7(time.GetUtcNow())}");
        return facts with { Others = await SharingAsync(facts, context) };
    }

    private async Task<T?> NamedAsync<T>(string name, ServerCallContext context)
        where T : class, IMessage<T>, new() => name.Length > 0 ? await queries.Named<T>(context, name) : null;

    /// <summary>The orders that an order shares a limit with.</summary>
    private async Task<IReadOnlyCollection<Order>> SharingAsync(OrderFacts facts, ServerCallContext context)
    {
        Filter[] shared =
        [
            .. facts.Quotes is { } quotes ? [new Filter.Comparison("quote_request", Comparator.Equal, quotes.Name)] : Array.Empty<Filter>(),
            .. facts is { IsKol: true, Budget: { } budget } ? [new Filter.AllOf([new Filter.Comparison("kol", Comparator.Equal, "true"), new Filter.Comparison("budget", Comparator.Equal, budget.Name)])] : Array.Empty<Filter>(),
        ];
        return shared.Length == 0 ? [] : await store.EnumerateDocumentsAsync<Order>(RpcCall.Of(context).Workspace, filter: new Filter.AnyOf(shared), cancellation: context.CancellationToken).ToListAsync(context.CancellationToken);
    }
}
