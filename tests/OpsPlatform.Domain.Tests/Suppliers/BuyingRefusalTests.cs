using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.Suppliers.V1;
using static OpsPlatform.Domain.Tests.Suppliers.Given;
using State = OpsPlatform.Suppliers.V1.Order.Types.State;

namespace OpsPlatform.Domain.Tests.Suppliers;

/// <summary>Every refusal that a decision about quotes, agreements and orders knows, provoked once, against the sentences that callers read.</summary>
public sealed class BuyingRefusalTests
{
    private const string Name = "workspaces/acme/suppliers/starlight";

    private static readonly ByteString Receipt = ByteString.CopyFromUtf8("receipt");
    private static readonly DecisionContext Later = Context with { Time = Context.Time.AddHours(1) };
    private static readonly DecisionContext Bob = Context with { Principal = "users/bob" };
    private static readonly Supplier Starlight = Active(Name).Root;

    private static readonly Dictionary<ErrorReason, Func<IEnumerable<IMessage>>> Provocations = new()
    {
        [ErrorReason.QuoteDeadlinePast] = () => QuoteDecider.Request(new("q"), new() { QuoteRequest = new() { DeadlineTime = Context.Time.ToTimestamp() } }, [], Context),
        [ErrorReason.QuoteDeadlineOver] = () => QuoteDecider.Withdraw(Quotes(), new() { Supplier = Name }, Later),
        [ErrorReason.QuoteNotInvited] = () => QuoteDecider.Withdraw(Quotes(), new() { Supplier = "other" }, Context),
        [ErrorReason.QuoteSealed] = () => QuoteDecider.Award(Quotes(), new() { Supplier = Name }, Starlight, Context),
        [ErrorReason.QuoteRequestState] = () => QuoteDecider.Withdraw(Quotes(quotes => QuoteDecider.Cancel(quotes, new(), Context)), new() { Supplier = Name }, Context),
        [ErrorReason.QuoteComparisonTooFew] = () => [QuoteComparisons.Of(Opened(5).Root, new(), [], [])],
        [ErrorReason.QuoteMissing] = () => QuoteDecider.Withdraw(Quotes(), new() { Supplier = Name }, Context),
        [ErrorReason.QuoteCurrencyMismatch] = () => QuoteDecider.Submit(Quotes(), new() { Supplier = Name, CurrencyCode = "USD" }, Starlight, Receipt, Context),
        [ErrorReason.QuotePoolSavesNothing] = () => QuoteDecider.Award(Opened(5), new() { Supplier = Name }, Starlight, Later),
        [ErrorReason.AgreementState] = () => AgreementDecider.Sign(Signed(), new() { Side = AgreementSide.Buyer }, Context with { Principal = "users/eve" }),
        [ErrorReason.AgreementTermInvalid] = () => Draft(draft => draft.EndDate = new() { Year = 2025, Month = 1, Day = 1 }),
        [ErrorReason.AgreementSharesSum] = () => Draft(draft => draft.Parties[0].ShareBps = 9999),
        [ErrorReason.AgreementTiersInvalid] = () => Draft(draft => draft.PayTerms.RevenueMetric = "sales"),
        [ErrorReason.AgreementSideSigned] = () => AgreementDecider.Sign(Agreed(agreement => AgreementDecider.Sign(agreement, new() { Side = AgreementSide.Buyer }, Context)), new() { Side = AgreementSide.Buyer }, Bob),
        [ErrorReason.AgreementLetterMissing] = () => Order(order => order.RedTopic = true),
        [ErrorReason.AgreementDateOutside] = () => OrderDecider.Create(new("o"), new() { Order = Ordered() }, Facts(), Context with { Time = Context.Time.AddYears(1) }),
        [ErrorReason.OrderTaskOutsideScope] = () => Order(order => order.Task = "poster"),
        [ErrorReason.OrderState] = () => OrderDecider.Submit(Made(order => OrderDecider.Terminate(order, new(), Context)), new(), Context),
        [ErrorReason.OrderDeliverableUnknown] = () => OrderDecider.Submit(Made(), new() { DeliverableId = "poster" }, Context),
        [ErrorReason.OrderDeliverableRepeated] = () => Order(order => order.Deliverables.Add(order.Deliverables[0].Clone())),
        [ErrorReason.OrderDeliveryExceeds] = () => OrderDecider.Submit(Made(), new() { DeliverableId = "video", Quantity = 601 }, Context),
        [ErrorReason.OrderDeliveryUnknown] = () => OrderDecider.Accept(Made(), new() { DeliveryId = "none" }, Context),
        [ErrorReason.OrderDeliveryDecided] = () => OrderDecider.Accept(Made(Submit, order => OrderDecider.Reject(order, new() { DeliveryId = "made" }, Context)), new() { DeliveryId = "made" }, Context),
        [ErrorReason.OrderDeliveriesFull] = () => OrderDecider.Submit(Made([.. Enumerable.Repeat<Func<Aggregate<Order>, IEnumerable<IMessage>>>(Submit, 500)]), new() { DeliverableId = "video", Quantity = 1 }, Context),
        [ErrorReason.OrderLegalReviewMissing] = () => OrderDecider.Accept(Red(), new() { DeliveryId = "made" }, Context),
        [ErrorReason.OrderQuoteMismatch] = () => OrderDecider.Create(new("o"), new() { Order = Ordered() }, Facts() with { Quotes = Opened(5).Root }, Context),
        [ErrorReason.OrderCurrencyMismatch] = () => OrderDecider.Create(new("o"), new() { Order = Ordered() }, Facts() with { Budget = new() { CurrencyCode = "USD" } }, Context),
        [ErrorReason.OrderKolCapExceeded] = () => Limited(Ordered(), Facts() with { Supplier = Leader(), Budget = new() { CurrencyCode = "CNY", TotalAmountMicros = 100 } }),
        [ErrorReason.OrderBudgetMissing] = () => OrderDecider.Create(new("o"), new() { Order = new(Ordered()) { BudgetLine = "content" } }, Facts(), Context),
        [ErrorReason.OrderDeliveriesOpen] = () => OrderDecider.Close(Made(), new(), Context),
    };

    public static TheoryData<ErrorReason> Reasons => [.. System.Enum.GetValues<ErrorReason>().Where(reason => (int)reason is >= 420 and < 460)];

    [Theory, MemberData(nameof(Reasons))]
    public void Its_facts_fill_its_sentences_in_both_languages(ErrorReason reason)
    {
        var refusal = Should.Throw<Refusal>(() => Provocations[reason]().ToList());
        refusal.Reason.ShouldBe(reason);
        var facts = refusal.Facts.Select(fact => fact.Name).ToHashSet();
        Refusals.Braces(Refusals.Template(reason).En).ShouldBe(facts, ignoreOrder: true);
        Refusals.Braces(Refusals.Template(reason).Zh).ShouldBe(facts, ignoreOrder: true);
    }

    [Fact]
    public void An_equal_quote_again_is_an_event_so_that_nobody_learns_by_guessing()
    {
        var quotes = Quotes(Quote);
        Quote(quotes).ShouldHaveSingleItem().ShouldBeOfType<QuoteSubmitted>();
    }

    [Fact]
    public void Quotes_are_opened_by_what_was_sealed_last_or_not_at_all()
    {
        var quotes = Quotes(Quote);
        QuoteDecider.Open(quotes, new Dictionary<ByteString, Offer?> { [ByteString.CopyFromUtf8("earlier")] = new() }, Later).ShouldBeEmpty();
        QuoteDecider.Open(quotes, new Dictionary<ByteString, Offer?> { [Receipt] = new() }, Context).ShouldBeEmpty("it is too early");
        QuoteDecider.Open(quotes, new Dictionary<ByteString, Offer?> { [Receipt] = null }, Later).ShouldHaveSingleItem().ShouldBeOfType<QuotesOpened>().Quotes.ShouldBeEmpty("what cannot be opened stays sealed, and holds nothing up");
    }

    [Fact, Trait("row", "SUP-11")]
    public void The_cap_counts_what_ended_orders_have_cost()
    {
        var facts = Facts() with { Supplier = Leader(), Budget = new() { Name = "b", CurrencyCode = "CNY", TotalAmountMicros = 10_000 * 600 } };
        Ask(900 * 600).ShouldHaveSingleItem();
        Should.Throw<Refusal>(() => Ask(900 * 600 + 1)).Reason.ShouldBe(ErrorReason.OrderKolCapExceeded);

        IEnumerable<IMessage> Ask(long others)
        {
            var order = Ordered();
            (order.Budget, order.Deliverables[0].UnitPriceMicros) = ("b", 600);
            return Limited(order, facts with { Others = [new Order { Kol = true, Budget = "b", State = State.Terminated, TotalMicros = long.MaxValue, AcceptedMicros = others }, new Order { Budget = "b", TotalMicros = long.MaxValue }] }).ToList();
        }
    }

    [Fact]
    public void What_is_held_counts_until_its_order_is_there_or_some_minutes_have_passed()
    {
        var rule = new OrderLimitRule("kol-b", 60, 100, order => order.TotalMicros, taken => new Refusal(ErrorReason.OrderKolCapExceeded, "", ("taken", taken)));
        var limit = From<OrderLimit>(new("workspaces/acme/order-limits/kol-b"), OrderLimitDecider.Evolve, limit => OrderLimitDecider.Hold(limit, "first", rule, [], Context));
        Refused([], Context).ShouldBeTrue();
        Refused([new Order { HoldId = "first", TotalMicros = 60 }], Context).ShouldBeTrue("once by its order, not twice");
        Refused([new Order { HoldId = "first", TotalMicros = 40 }], Context).ShouldBeFalse("its order is there, and takes less");
        Refused([], Context with { Time = Context.Time.AddMinutes(5) }).ShouldBeFalse("it was never made");

        bool Refused(Order[] others, DecisionContext context)
        {
            try
            {
                return !OrderLimitDecider.Hold(limit, "second", rule, others, context).Any();
            }
            catch (Refusal)
            {
                return true;
            }
        }
    }

    /// <summary>Takes what an order needs of the limits that it shares with others.</summary>
    private static IEnumerable<IMessage> Limited(Order order, OrderFacts facts) =>
        facts.Limits(new() { Order = order }).SelectMany(limit => OrderLimitDecider.Hold(new($"workspaces/acme/order-limits/{limit.Id}"), facts.HoldId, limit, facts.Others, Context));

    private static Aggregate<QuoteRequest> Quotes(params Func<Aggregate<QuoteRequest>, IEnumerable<IMessage>>[] decisions)
    {
        var asked = new QuoteRequest { Suppliers = { Name }, Quantity = 2, CurrencyCode = "CNY", DeadlineTime = Later.Time.ToTimestamp(), Demands = { new Demand { DemandId = "a", EstimateMicros = 4 }, new Demand { DemandId = "b", EstimateMicros = 5 } } };
        return From<QuoteRequest>(new("workspaces/acme/quote-requests/q"), QuoteDecider.Evolve, [quotes => QuoteDecider.Request(quotes, new() { QuoteRequest = asked }, [Starlight], Context), .. decisions]);
    }

    private static IEnumerable<IMessage> Quote(Aggregate<QuoteRequest> quotes) => QuoteDecider.Submit(quotes, new() { Supplier = Name, CurrencyCode = "CNY", SealedOffer = "sealed" }, Starlight, Receipt, Context);

    private static Aggregate<QuoteRequest> Opened(long price) =>
        Quotes(Quote, quotes => QuoteDecider.Open(quotes, new Dictionary<ByteString, Offer?> { [Receipt] = new() { UnitPriceMicros = price } }, Later));

    private static Agreement Drafted() => new()
    {
        Supplier = Name,
        CurrencyCode = "CNY",
        Scope = { "video" },
        StartDate = new() { Year = 2026, Month = 1, Day = 1 },
        EndDate = new() { Year = 2026, Month = 12, Day = 31 },
        PayTerms = new(),
        Parties = { new Party { PartyId = "a", ShareBps = 10_000 } },
    };

    private static IEnumerable<IMessage> Draft(Action<Agreement> change)
    {
        var draft = Drafted();
        change(draft);
        return AgreementDecider.Draft(new("g"), new() { Agreement = draft }, Starlight, Context);
    }

    private static Aggregate<Agreement> Agreed(params Func<Aggregate<Agreement>, IEnumerable<IMessage>>[] decisions) =>
        From<Agreement>(new("workspaces/acme/agreements/g"), AgreementDecider.Evolve, [agreement => AgreementDecider.Draft(agreement, new() { Agreement = Drafted() }, Starlight, Context), .. decisions]);

    private static Aggregate<Agreement> Signed(params Func<Aggregate<Agreement>, IEnumerable<IMessage>>[] decisions) => Agreed([
        agreement => AgreementDecider.Sign(agreement, new() { Side = AgreementSide.Buyer }, Context),
        agreement => AgreementDecider.Sign(agreement, new() { Side = AgreementSide.Supplier }, Bob),
        .. decisions,
    ]);

    private static Order Ordered() => new() { Task = "video", Deliverables = { new Deliverable { DeliverableId = "video", Quantity = 600, UnitPriceMicros = 1 } } };

    private static OrderFacts Facts() => new(Signed().Root, Starlight, null, null, [], "hold");

    private static Supplier Leader() => new(Starlight) { Member = SupplierMember.KolResourceVendor };

    private static IEnumerable<IMessage> Order(Action<Order> change)
    {
        var order = Ordered();
        change(order);
        return OrderDecider.Create(new("o"), new() { Order = order }, Facts(), Context);
    }

    private static Aggregate<Order> Made(params Func<Aggregate<Order>, IEnumerable<IMessage>>[] decisions) =>
        From<Order>(new("workspaces/acme/orders/o"), OrderDecider.Evolve, [order => OrderDecider.Create(order, new() { Order = Ordered() }, Facts(), Context), .. decisions]);

    private static Aggregate<Order> Red()
    {
        var facts = Facts() with { Agreement = Signed(agreement => AgreementDecider.RecordLetter(agreement, new() { Signer = "head" }, Context)).Root };
        return From<Order>(new("workspaces/acme/orders/o"), OrderDecider.Evolve, order => OrderDecider.Create(order, new() { Order = new(Ordered()) { RedTopic = true } }, facts, Context), Submit);
    }

    private static IEnumerable<IMessage> Submit(Aggregate<Order> order) => OrderDecider.Submit(order, new() { DeliverableId = "video", Quantity = 1 }, Context);
}
