using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Suppliers.V1;
using DeliveryState = OpsPlatform.Suppliers.V1.Delivery.Types.State;
using State = OpsPlatform.Suppliers.V1.Order.Types.State;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>Decides what happens to an order, and folds what has happened.</summary>
public static partial class OrderDecider
{
    private const int MostDeliveries = 500;

    /// <param name="facts">What the request names, as it is now.</param>
    public static IEnumerable<IMessage> Create(Aggregate<Order> order, CreateOrderRequest request, OrderFacts facts, DecisionContext context)
    {
        var (given, agreement) = (request.Order, facts.Agreement);
        AgreementDecider.MustBind(agreement, context.Time);
        SupplierGate.MustBeOpen(facts.Supplier, context.Time);
        if (!agreement.Scope.Contains(given.Task))
            throw new Refusal(ErrorReason.OrderTaskOutsideScope, "order.task", ("task", given.Task), ("scope", string.Join(", ", agreement.Scope)));
        if (given.RedTopic && agreement.ComplianceLetter is null)
            throw new Refusal(ErrorReason.AgreementLetterMissing, "order.red_topic", ("agreement", agreement.Name.LastId()));
        if (given.Deliverables.GroupBy(deliverable => deliverable.DeliverableId).FirstOrDefault(same => same.Count() > 1) is { } repeated)
            throw new Refusal(ErrorReason.OrderDeliverableRepeated, "order.deliverables", ("deliverable", repeated.Key));
        if (given.BudgetLine.Length > 0 && facts.Budget is null)
            throw new Refusal(ErrorReason.OrderBudgetMissing, "order.budget", ("line", given.BudgetLine));
        facts.MustFollowAward(given);
        facts.MustFitBudget();
        var made = new Order
        {
            DisplayName = given.DisplayName,
            Agreement = given.Agreement,
            Task = given.Task,
            RedTopic = given.RedTopic,
            QuoteRequest = given.QuoteRequest,
            Budget = given.Budget,
            Deliverables = { given.Deliverables.Select(deliverable => new Deliverable { DeliverableId = deliverable.DeliverableId, UnitPriceMicros = deliverable.UnitPriceMicros, Quantity = deliverable.Quantity, Title = deliverable.Title }) },
            Supplier = agreement.Supplier,
            Kol = facts.IsKol,
            CurrencyCode = agreement.CurrencyCode,
            TotalMicros = Total(given),
            HoldId = facts.HoldId,
            BudgetLine = given.BudgetLine,
            Campaign = given.Campaign,
            SourceReservation = given.SourceReservation,
            CostItem = given.CostItem,
            Reservation = given.BudgetLine.Length > 0 && Total(given) > 0 ? $"{given.Budget}/reservations/{context.NewId()}" : "",
        };
        return [new OrderCreated { Order = made }];
    }

    public static IEnumerable<IMessage> Submit(Aggregate<Order> order, SubmitDeliveryRequest request, DecisionContext context)
    {
        MustBe(order.Root, State.Open);
        var deliverable = order.Root.Deliverables.FirstOrDefault(deliverable => deliverable.DeliverableId == request.DeliverableId)
            ?? throw new Refusal(ErrorReason.OrderDeliverableUnknown, "deliverable_id", ("deliverable", request.DeliverableId), ("known", string.Join(", ", order.Root.Deliverables.Select(known => known.DeliverableId))));
        if (order.Root.Deliveries.Count >= MostDeliveries)
            throw new Refusal(ErrorReason.OrderDeliveriesFull, "", ("count", order.Root.Deliveries.Count));
        MustFit(request.Quantity, Left(deliverable));
        return [new DeliverySubmitted { DeliveryId = context.NewId(), DeliverableId = request.DeliverableId, Quantity = request.Quantity, EvidenceSha256 = request.EvidenceSha256, Principal = context.Principal }];
    }

    public static IEnumerable<IMessage> Accept(Aggregate<Order> order, AcceptDeliveryRequest request, DecisionContext context)
    {
        var delivery = Find(order.Root, request.DeliveryId);
        var quantity = request.Quantity > 0 ? request.Quantity : delivery.Quantity;
        if (delivery.State == DeliveryState.Accepted && delivery.AcceptedQuantity == quantity)
            return [];
        MustBe(order.Root, State.Open);
        MustBePending(delivery);
        MustFit(quantity, delivery.Quantity);
        if (order.Root.RedTopic && request.LegalReviewSha256.IsEmpty)
            throw new Refusal(ErrorReason.OrderLegalReviewMissing, "legal_review_sha256", ("delivery", delivery.DeliveryId));
        var price = order.Root.Deliverables.First(deliverable => deliverable.DeliverableId == delivery.DeliverableId).UnitPriceMicros;
        return
        [
            new DeliveryAccepted
            {
                DeliveryId = delivery.DeliveryId,
                AcceptedQuantity = quantity,
                AmountMicros = price * quantity,
                LegalReviewSha256 = request.LegalReviewSha256,
                Principal = context.Principal,
                Content = request.Content,
            },
        ];
    }

    public static IEnumerable<IMessage> Reject(Aggregate<Order> order, RejectDeliveryRequest request, DecisionContext context)
    {
        var delivery = Find(order.Root, request.DeliveryId);
        if (delivery.State == DeliveryState.Rejected)
            return [];
        MustBe(order.Root, State.Open);
        MustBePending(delivery);
        return [new DeliveryRejected { DeliveryId = delivery.DeliveryId, Reason = request.Reason, Principal = context.Principal }];
    }

    public static IEnumerable<IMessage> Close(Aggregate<Order> order, CloseOrderRequest request, DecisionContext context)
    {
        if (order.Root.State == State.Closed)
            return [];
        MustBe(order.Root, State.Open);
        var (pending, left) = (order.Root.Deliverables.Sum(deliverable => deliverable.PendingQuantity), order.Root.Deliverables.Sum(Left));
        return pending > 0 || (left > 0 && request.Reason.Length == 0)
            ? throw new Refusal(ErrorReason.OrderDeliveriesOpen, "", ("pending", pending), ("left", left))
            : [new OrderClosed { Reason = request.Reason }];
    }

    public static IEnumerable<IMessage> Terminate(Aggregate<Order> order, TerminateOrderRequest request, DecisionContext context)
    {
        if (order.Root.State == State.Terminated)
            return [];
        MustBe(order.Root, State.Open);
        return [new OrderTerminated { Reason = request.Reason }];
    }

    /// <summary>The hold of an order was carried forward.</summary>
    /// <param name="budget">The budget that it is in now.</param>
    /// <param name="holds">What was carried forward, by the names that it had.</param>
    public static IEnumerable<IMessage> FollowHold(Aggregate<Order> order, string budget, IReadOnlyCollection<string> holds) =>
        holds.Contains(order.Root.Reservation) ? [new OrderHoldMoved { Reservation = $"{budget}/reservations/{order.Root.Reservation.LastId()}" }] : [];

    internal static long Total(Order order) => order.Deliverables.Sum(deliverable => deliverable.UnitPriceMicros * deliverable.Quantity);

    private static int Left(Deliverable deliverable) => deliverable.Quantity - deliverable.AcceptedQuantity - deliverable.PendingQuantity;

    private static Delivery Find(Order order, string id) =>
        order.Deliveries.FirstOrDefault(delivery => delivery.DeliveryId == id) ?? throw new Refusal(ErrorReason.OrderDeliveryUnknown, "delivery_id", ("delivery", id));

    private static void MustBePending(Delivery delivery)
    {
        if (delivery.State != DeliveryState.Pending)
            throw new Refusal(ErrorReason.OrderDeliveryDecided, "delivery_id", ("delivery", delivery.DeliveryId), ("state", delivery.State.WireName()));
    }

    private static void MustFit(int quantity, int left)
    {
        if (quantity > left)
            throw new Refusal(ErrorReason.OrderDeliveryExceeds, "quantity", ("given", quantity), ("left", left));
    }

    private static void MustBe(Order order, State state)
    {
        if (order.State != state)
            throw new Refusal(ErrorReason.OrderState, "", ("state", order.State.WireName()), ("needed", state.WireName()));
    }
}
