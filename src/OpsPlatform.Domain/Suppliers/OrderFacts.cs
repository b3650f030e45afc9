using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Suppliers.V1;
using State = OpsPlatform.Suppliers.V1.Order.Types.State;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>What a decision about a new order has to know of others.</summary>
/// <param name="Quotes">The request for quotes that it follows; null for none.</param>
/// <param name="Budget">The budget that it is paid from; null for none.</param>
/// <param name="Others">The orders that it shares a limit with: those that follow the same request for quotes, and those of opinion leaders on the same budget.</param>
/// <param name="HoldId">By what the limits know the order that is being made.</param>
public sealed record OrderFacts(Agreement Agreement, Supplier Supplier, QuoteRequest? Quotes, Budget? Budget, IReadOnlyCollection<Order> Others, string HoldId)
{
    private const int DefaultCapBps = 1_500;
    private const int Whole = 10_000;

    /// <summary>What this order and others together must not exceed.</summary>
    public IEnumerable<OrderLimitRule> Limits(CreateOrderRequest request)
    {
        var order = request.Order;
        if (Quotes?.Award is { } award)
        {
            yield return new OrderLimitRule(
                $"award-{Quotes.Name.LastId()}",
                Quantity(order),
                award.Quantity,
                other => other.QuoteRequest == Quotes.Name ? Kept(other) : 0,
                _ => Mismatch(new($"all its orders together exceed the {award.Quantity} awarded", $"其全部订单合计超过中标数量 {award.Quantity}")));
        }

        if (Budget is not null && IsKol)
        {
            var cap = (Int128)Budget.TotalAmountMicros * (request.KolCapBps > 0 ? request.KolCapBps : DefaultCapBps) / Whole;
            yield return new OrderLimitRule(
                $"kol-{Budget.Name.LastId()}",
                OrderDecider.Total(order),
                cap,
                other => other.Kol && other.Budget == Budget.Name ? Committed(other) : 0,
                taken => new Refusal(ErrorReason.OrderKolCapExceeded, "", ("cap", new Micros(cap)), ("committed", new Micros(taken)), ("asked", new Micros(OrderDecider.Total(order))), ("currency", Budget.CurrencyCode)));
        }
    }

    /// <summary>Opinion leaders have a cap (SUP-11).</summary>
    public bool IsKol => Supplier.Member == SupplierMember.KolResourceVendor;

    /// <exception cref="Refusal">It is not what was awarded.</exception>
    internal void MustFollowAward(Order order)
    {
        if (Quotes is null)
            return;
        var problem = Quotes.Award is not { } award ? new Sentence("nothing has been awarded", "尚未定标")
            : award.Supplier != Agreement.Supplier ? new Sentence($"the award is of {award.Supplier.LastId()}", $"中标方为 {award.Supplier.LastId()}")
            : Quotes.CurrencyCode != Agreement.CurrencyCode ? new Sentence($"the award is in {Quotes.CurrencyCode}", $"中标币种为 {Quotes.CurrencyCode}")
            : order.Deliverables.Any(deliverable => deliverable.UnitPriceMicros != award.UnitPriceMicros) ? new Sentence($"the price awarded is {new Micros(award.UnitPriceMicros)} {Quotes.CurrencyCode}", $"中标单价为 {new Micros(award.UnitPriceMicros)} {Quotes.CurrencyCode}")
            : null;
        if (problem is not null)
            throw Mismatch(problem);
    }

    /// <exception cref="Refusal">The budget is in another currency.</exception>
    internal void MustFitBudget()
    {
        if (Budget is not null && Budget.CurrencyCode != Agreement.CurrencyCode)
            throw new Refusal(ErrorReason.OrderCurrencyMismatch, "order.budget", ("given", Budget.CurrencyCode), ("needed", Agreement.CurrencyCode));
    }

    /// <summary>What an order takes of a budget: all of it while it is open, what was accepted once it is over.</summary>
    internal static long Committed(Order order) => order.State == State.Open ? order.TotalMicros : order.AcceptedMicros;

    private static long Quantity(Order order) => order.Deliverables.Sum(deliverable => (long)deliverable.Quantity);

    private static long Kept(Order order) => order.State == State.Open ? Quantity(order) : order.Deliverables.Sum(deliverable => (long)deliverable.AcceptedQuantity);

    private Refusal Mismatch(Sentence problem) => new(ErrorReason.OrderQuoteMismatch, "order.quote_request", ("quote_request", Quotes!.Name.LastId()), ("problem", problem));
}
