using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.Suppliers.V1;
using DeliveryState = OpsPlatform.Suppliers.V1.Delivery.Types.State;
using SupplierState = OpsPlatform.Suppliers.V1.Supplier.Types.State;

namespace OpsPlatform.Domain.Tests.Suppliers;

/// <summary>What holds after every history of attempts on suppliers, quotes and orders.</summary>
public sealed class HistoryTests
{
    private static readonly string[] _names = ["workspaces/acme/suppliers/starlight", "workspaces/acme/suppliers/moonlight"];
    private static readonly Supplier[] _active = [.. _names.Select(name => Given.Active(name).Root)];

    private static readonly Histories<Supplier> _suppliers = new(
        () => new(_names[0]),
        SupplierDecider.Evolve,
        (supplier, _, context) => SupplierDecider.Create(supplier, new() { Supplier = new() { Category = SupplierCategory.Consulting, Member = SupplierMember.IndustryAdviser } }, context),
        (supplier, number, context) => SupplierDecider.AddQualification(supplier, new() { DocumentId = $"d{number % 3}", ExpireTime = context.Time.AddMinutes(number % 50).ToTimestamp() }, context),
        (supplier, number, context) => SupplierDecider.RemoveQualification(supplier, new() { DocumentId = $"d{number % 3}" }, context),
        (supplier, number, context) => SupplierDecider.Qualify(supplier, new() { Standby = number % 2 == 0 }, context),
        (supplier, _, context) => SupplierDecider.Block(supplier, new() { Reason = "Late" }, context),
        (supplier, _, context) => SupplierDecider.Unblock(supplier, new() { Reason = "Settled" }, context),
        (supplier, number, context) => SupplierDecider.Grade(supplier, new() { Grade = 1 + (number % 10) }, context),
        (supplier, _, context) => SupplierDecider.Expire(supplier, context),
        (supplier, number, context) => SupplierDecider.ReviewContribution(supplier, new() { Contribution = number, Floor = 50 }, context),
        (supplier, number, context) => number % 5 == 0 ? SupplierDecider.Delete(supplier, new(), context) : [],
        (supplier, _, context) => SupplierDecider.Undelete(supplier, new(), context));

    private static readonly Histories<QuoteRequest> _quotes = new(
        () => new("workspaces/acme/quote-requests/spring"),
        QuoteDecider.Evolve,
        (quotes, _, context) => QuoteDecider.Request(quotes, new() { QuoteRequest = new() { Suppliers = { _names }, Quantity = 3, CurrencyCode = "CNY", DeadlineTime = Given.Context.Time.AddHours(1).ToTimestamp() } }, _active, context),
        (quotes, number, context) => QuoteDecider.Submit(quotes, new() { Supplier = _names[number % 2], CurrencyCode = "CNY", SealedOffer = $"sealed {number}" }, _active[number % 2], ByteString.CopyFromUtf8($"{number}"), context),
        (quotes, number, context) => QuoteDecider.Withdraw(quotes, new() { Supplier = _names[number % 2] }, context),
        (quotes, number, context) => QuoteDecider.Open(quotes, quotes.Root.Quotes.DistinctBy(quote => quote.ReceiptSha256).ToDictionary(quote => quote.ReceiptSha256, _ => number % 7 == 0 ? null : new Offer { UnitPriceMicros = 1 + number }), context),
        (quotes, number, context) => number % 20 == 0 ? QuoteDecider.Cancel(quotes, new() { Reason = "Over" }, context) : [],
        (quotes, number, context) => QuoteDecider.Award(quotes, new() { Supplier = _names[number % 2], Quantity = number % 5 }, _active[number % 2], context));

    private static readonly Histories<Order> _orders = new(
        () => new("workspaces/acme/orders/videos"),
        OrderDecider.Evolve,
        (order, _, context) => OrderDecider.Create(order, new() { Order = new() { Task = "video", Deliverables = { new Deliverable { DeliverableId = "d0", Quantity = 40, UnitPriceMicros = 7 }, new Deliverable { DeliverableId = "d1", Quantity = 9, UnitPriceMicros = 11 } } } }, new(Bound(), _active[0], null, null, [], "hold"), context),
        (order, number, context) => OrderDecider.Submit(order, new() { DeliverableId = $"d{number % 2}", Quantity = 1 + (number % 6) }, context),
        (order, number, context) => OrderDecider.Accept(order, new() { DeliveryId = Some(order, number), Quantity = number % 6 }, context),
        (order, number, context) => OrderDecider.Reject(order, new() { DeliveryId = Some(order, number), Reason = "Blurred" }, context),
        (order, number, context) => number % 10 == 0 ? OrderDecider.Close(order, new() { Reason = "Enough" }, context) : [],
        (order, number, context) => number % 40 == 0 ? OrderDecider.Terminate(order, new() { Reason = "Over" }, context) : []);

    [Fact]
    public void A_suppliers_history_of_states_ends_with_its_state_and_nothing_follows_its_elimination() => _suppliers.ForAll(supplier =>
    {
        supplier.Root.StateHistory[^1].State.ShouldBe(supplier.Root.State);
        supplier.Root.StateHistory.SkipLast(1).ShouldNotContain(change => change.State == SupplierState.Eliminated);
        supplier.Root.NextExpireTime.ShouldBe(supplier.Root.Qualifications.Where(document => !document.Expired && document.ExpireTime is not null).Select(document => document.ExpireTime).Order().FirstOrDefault());
    });

    [Fact]
    public void A_quote_says_nothing_before_the_deadline_and_an_award_is_of_what_one_said() => _quotes.ForAll(quotes =>
    {
        var root = quotes.Root;
        if (root.OpenTime is null)
            root.Quotes.ShouldAllBe(quote => quote.Offer == null);
        else
            root.OpenTime.CompareTo(root.DeadlineTime).ShouldBeGreaterThanOrEqualTo(0);
        root.Quotes.Where(quote => quote.WithdrawTime is not null).ShouldAllBe(quote => quote.Offer == null);
        if (root.Award is { } award)
            (award.UnitPriceMicros, award.TotalMicros).ShouldBe((root.Quotes.Single(quote => quote.Supplier == award.Supplier).Offer.UnitPriceMicros, award.UnitPriceMicros * award.Quantity));
    });

    [Fact]
    public void No_more_is_accepted_than_was_ordered_and_just_that_is_paid() => _orders.ForAll(order =>
    {
        var root = order.Root;
        foreach (var deliverable in root.Deliverables)
        {
            var deliveries = root.Deliveries.Where(delivery => delivery.DeliverableId == deliverable.DeliverableId).ToArray();
            deliverable.AcceptedQuantity.ShouldBe(deliveries.Sum(delivery => delivery.AcceptedQuantity));
            deliverable.PendingQuantity.ShouldBe(deliveries.Where(delivery => delivery.State == DeliveryState.Pending).Sum(delivery => delivery.Quantity));
            (deliverable.AcceptedQuantity + deliverable.PendingQuantity).ShouldBeLessThanOrEqualTo(deliverable.Quantity);
        }

        root.AcceptedMicros.ShouldBe(root.Deliverables.Sum(deliverable => deliverable.AcceptedQuantity * deliverable.UnitPriceMicros));
        root.AcceptedMicros.ShouldBe(root.Deliveries.Sum(delivery => delivery.AmountMicros));
        root.AcceptedMicros.ShouldBeLessThanOrEqualTo(root.TotalMicros);
    });

    [Fact]
    public void A_repeat_changes_nothing()
    {
        _suppliers.RepeatsChangeNothing(1, 2, 3, 4, 5, 6, 7, 9, 10);
        _quotes.RepeatsChangeNothing(2, 3, 4, 5);
        _orders.RepeatsChangeNothing(2, 3, 4, 5);
    }

    [Fact]
    public void Folding_in_two_parts_and_out_of_json_is_folding_at_once()
    {
        _suppliers.FoldingAgainIsTheSame();
        _quotes.FoldingAgainIsTheSame();
        _orders.FoldingAgainIsTheSame();
    }

    [Fact]
    public void The_histories_tried_reach_every_event_that_they_are_about()
    {
        _quotes.Reached().ShouldBe(["QuotesRequested", "QuoteSubmitted", "QuoteWithdrawn", "QuotesOpened", "QuoteRequestCancelled", "QuoteAwarded"], ignoreOrder: true);
        _orders.Reached().ShouldBe(["OrderCreated", "DeliverySubmitted", "DeliveryAccepted", "DeliveryRejected", "OrderClosed", "OrderTerminated"], ignoreOrder: true);
        _suppliers.Reached().ShouldBe(
            ["SupplierCreated", "QualificationAdded", "QualificationRemoved", "QualificationExpired", "SupplierQualified", "SupplierBlocked", "SupplierUnblocked", "SupplierGraded", "ContributionReviewed", "SupplierEliminated", "SupplierDeleted", "SupplierUndeleted"],
            ignoreOrder: true);
    }

    private static string Some(Aggregate<Order> order, int number) => order.Root.Deliveries.Count == 0 ? "none" : order.Root.Deliveries[number % order.Root.Deliveries.Count].DeliveryId;

    private static Agreement Bound() => new()
    {
        Supplier = _names[0],
        CurrencyCode = "CNY",
        State = Agreement.Types.State.Active,
        Scope = { "video" },
        StartDate = new() { Year = 2026, Month = 1, Day = 1 },
        EndDate = new() { Year = 2026, Month = 12, Day = 31 },
    };
}
