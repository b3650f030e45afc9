using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Suppliers.V1;
using State = OpsPlatform.Suppliers.V1.QuoteRequest.Types.State;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>
/// Decides what happens to a request for quotes, and folds what has happened. What a quote says comes sealed and is nothing that is decided on
/// before it is opened: a decision that looked at it could be asked until it tells.
/// </summary>
public static class QuoteDecider
{
    private const int PooledDemands = 2;

    /// <param name="invited">The suppliers that the request names, as they are now.</param>
    public static IEnumerable<IMessage> Request(Aggregate<QuoteRequest> quotes, RequestQuotesRequest request, IReadOnlyList<Supplier> invited, DecisionContext context)
    {
        var given = request.QuoteRequest;
        if (given.DeadlineTime.ToDateTimeOffset() <= context.Time)
            throw new Refusal(ErrorReason.QuoteDeadlinePast, "quote_request.deadline_time", ("deadline", Text(given.DeadlineTime)), ("now", Text(context.Time.ToTimestamp())));
        foreach (var supplier in invited)
            SupplierGate.MustBeOpen(supplier, context.Time, "quote_request.suppliers");
        var asked = new QuoteRequest
        {
            DisplayName = given.DisplayName,
            ItemCode = given.ItemCode,
            Suppliers = { given.Suppliers },
            Quantity = given.Quantity,
            Unit = given.Unit,
            CurrencyCode = given.CurrencyCode,
            DeadlineTime = given.DeadlineTime,
            Demands = { given.Demands },
            Terms = given.Terms,
        };
        return [new QuotesRequested { QuoteRequest = asked }];
    }

    /// <summary>
    /// Each one is an event, also where nothing seems to have changed: an answer that told equal from unequal would let a quote be guessed.
    /// </summary>
    /// <param name="supplier">The one that the request names, as it is now.</param>
    /// <param name="receipt">The SHA-256 of the sealed offer.</param>
    public static IEnumerable<IMessage> Submit(Aggregate<QuoteRequest> quotes, SubmitQuoteRequest request, Supplier supplier, ByteString receipt, DecisionContext context)
    {
        MustTake(quotes.Root, request.Supplier, context);
        if (request.CurrencyCode != quotes.Root.CurrencyCode)
            throw new Refusal(ErrorReason.QuoteCurrencyMismatch, "currency_code", ("given", request.CurrencyCode), ("needed", quotes.Root.CurrencyCode));
        SupplierGate.MustBeOpen(supplier, context.Time, "supplier");
        return [new QuoteSubmitted { Supplier = request.Supplier, SealedOffer = request.SealedOffer, ReceiptSha256 = receipt }];
    }

    public static IEnumerable<IMessage> Withdraw(Aggregate<QuoteRequest> quotes, WithdrawQuoteRequest request, DecisionContext context)
    {
        MustTake(quotes.Root, request.Supplier, context);
        var quote = Find(quotes.Root, request.Supplier) ?? throw Missing(request.Supplier);
        return quote.WithdrawTime is null ? [new QuoteWithdrawn { Supplier = request.Supplier }] : [];
    }

    /// <summary>What the platform does by itself at the deadline. It may ask late, twice or too early, and with quotes that were replaced meanwhile: then nothing happens.</summary>
    /// <param name="offers">What was sealed, by its receipt.</param>
    public static IEnumerable<IMessage> Open(Aggregate<QuoteRequest> quotes, IReadOnlyDictionary<ByteString, Offer?> offers, DecisionContext context)
    {
        var root = quotes.Root;
        var standing = root.Quotes.Where(quote => quote.WithdrawTime is null).ToArray();
        if (root.State != State.Collecting || context.Time < root.DeadlineTime.ToDateTimeOffset() || !standing.All(quote => offers.ContainsKey(quote.ReceiptSha256)))
            return [];
        return [new QuotesOpened { Quotes = { standing.Where(quote => offers[quote.ReceiptSha256] is not null).Select(quote => new Quote { Supplier = quote.Supplier, Offer = offers[quote.ReceiptSha256] }) } }];
    }

    public static IEnumerable<IMessage> Cancel(Aggregate<QuoteRequest> quotes, CancelQuoteRequestRequest request, DecisionContext context)
    {
        if (quotes.Root.State == State.Cancelled)
            return [];
        MustBe(quotes.Root, State.Collecting, State.Opened);
        return [new QuoteRequestCancelled { Reason = request.Reason }];
    }

    /// <param name="supplier">The one that the request names, as it is now.</param>
    public static IEnumerable<IMessage> Award(Aggregate<QuoteRequest> quotes, AwardQuoteRequest request, Supplier supplier, DecisionContext context)
    {
        var root = quotes.Root;
        var quantity = request.Quantity > 0 ? Math.Min(request.Quantity, root.Quantity) : root.Quantity;
        if (root.Award is { } award && (award.Supplier, award.Quantity) == (request.Supplier, quantity))
            return [];
        MustBeOpened(root);
        MustBe(root, State.Opened);
        if (Find(root, request.Supplier)?.Offer is not { } offer)
            throw Missing(request.Supplier);
        SupplierGate.MustBeOpen(supplier, context.Time, "supplier");
        var (total, estimate) = (QuoteComparisons.Total(offer, root.Quantity), QuoteComparisons.Estimate(root));
        if (root.Demands.Count >= PooledDemands && total > estimate)
            throw new Refusal(ErrorReason.QuotePoolSavesNothing, "supplier", ("price", new Micros(total)), ("estimate", new Micros(estimate)), ("currency", root.CurrencyCode));
        return
        [
            new QuoteAwarded
            {
                Award = new Award
                {
                    Supplier = request.Supplier,
                    Quantity = quantity,
                    UnitPriceMicros = offer.UnitPriceMicros,
                    TotalMicros = (long)QuoteComparisons.Total(offer, quantity),
                    CurrencyCode = root.CurrencyCode,
                    SavingBps = QuoteComparisons.Saving(total, estimate),
                    Reason = request.Reason,
                    AwardTime = context.Time.ToTimestamp(),
                },
            },
        ];
    }

    /// <exception cref="Refusal">Nobody may read the quotes yet, or never.</exception>
    public static void MustBeOpened(QuoteRequest quotes)
    {
        if (quotes.OpenTime is null)
            throw new Refusal(ErrorReason.QuoteSealed, "", ("deadline", Text(quotes.DeadlineTime)), ("state", quotes.State.WireName()));
    }

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<QuoteRequest> quotes, Recorded recorded)
    {
        var root = quotes.Root;
        switch (recorded.Message)
        {
            case QuotesRequested requested:
                root.MergeFrom(requested.QuoteRequest.Clone());
                root.State = State.Collecting;
                break;
            case QuoteSubmitted submitted:
                Fold(root, submitted, recorded.Time);
                quotes.Change<SealedQuote>($"sealed-quotes/{submitted.Supplier.LastId()}").SealedOffer = submitted.SealedOffer;
                break;
            case QuoteWithdrawn withdrawn:
                Find(root, withdrawn.Supplier)!.WithdrawTime = recorded.Time.ToTimestamp();
                break;
            case QuotesOpened opened:
                (root.State, root.OpenTime) = (State.Opened, recorded.Time.ToTimestamp());
                foreach (var quote in opened.Quotes)
                    Find(root, quote.Supplier)!.Offer = quote.Offer.Clone();
                break;
            case QuoteAwarded awarded:
                (root.State, root.Award) = (State.Awarded, awarded.Award.Clone());
                break;
            case QuoteRequestCancelled cancelled:
                (root.State, root.StateReason) = (State.Cancelled, cancelled.Reason);
                break;
            default:
                throw new UnreachableException($"{quotes.Name} has an event that no request for quotes can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    private static void Fold(QuoteRequest quotes, QuoteSubmitted submitted, DateTimeOffset time)
    {
        var quote = Find(quotes, submitted.Supplier);
        if (quote is null)
            quotes.Quotes.Add(quote = new Quote { Supplier = submitted.Supplier });
        (quote.SubmitTime, quote.ReceiptSha256, quote.WithdrawTime) = (time.ToTimestamp(), submitted.ReceiptSha256, null);
    }

    private static void MustTake(QuoteRequest quotes, string supplier, DecisionContext context)
    {
        MustBe(quotes, State.Collecting);
        if (context.Time >= quotes.DeadlineTime.ToDateTimeOffset())
            throw new Refusal(ErrorReason.QuoteDeadlineOver, "", ("deadline", Text(quotes.DeadlineTime)));
        if (!quotes.Suppliers.Contains(supplier))
            throw new Refusal(ErrorReason.QuoteNotInvited, "supplier", ("supplier", supplier.LastId()));
    }

    private static void MustBe(QuoteRequest quotes, params ReadOnlySpan<State> states)
    {
        if (!states.Contains(quotes.State))
            throw new Refusal(ErrorReason.QuoteRequestState, "", ("state", quotes.State.WireName()), ("needed", string.Join('/', states.ToArray().Select(WireNames.WireName))));
    }

    private static Quote? Find(QuoteRequest quotes, string supplier) => quotes.Quotes.FirstOrDefault(quote => quote.Supplier == supplier);

    private static Refusal Missing(string supplier) => new(ErrorReason.QuoteMissing, "supplier", ("supplier", supplier.LastId()));

    private static string Text(Timestamp time) => $"{time.ToDateTime():yyyy-MM-ddTHH:mm:ssZ}";
}
