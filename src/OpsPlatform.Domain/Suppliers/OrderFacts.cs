using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Suppliers.V1;
using State = OpsPlatform.Suppliers.V1.Order.Types.State;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>What a decision about a new order has to know of others.</summary>
/// <param name="Quotes">The request for quotes that it follows; null for none.</param>
/// <param name="Budget">The budget that it is paid from; null for none.</param>
/// <param name="Others">The orders that follow the same request for quotes, and those on the same budget.</param>
public sealed record OrderFacts(Agreement Agreement, Supplier Supplier, QuoteRequest? Quotes, Budget? Budget, IReadOnlyCollection<Order> Others)
{
    private const int DefaultCapBps = 1_500;
    private const int Whole = 10_000;

    /// <exception cref="Refusal">It is not what was awarded.</exception>
    internal void MustFollowAward(Order order)
    {
        if (Quotes is null)
            return;
        var problem = Quotes.Award is not { } award ? "nothing has been awarded"
            : award.Supplier != Agreement.Supplier ? $"the award is of {SupplierGate.Id(award.Supplier)}"
            : Quotes.CurrencyCode != Agreement.CurrencyCode ? $"the award is in {Quotes.CurrencyCode}"
            : order.Deliverables.Any(deliverable => deliverable.UnitPriceMicros != award.UnitPriceMicros) ? $"the price awarded is {new Micros(award.UnitPriceMicros)} {Quotes.CurrencyCode}"
            : Quantity(order) + Others.Where(other => other.QuoteRequest == Quotes.Name).Sum(Kept) > award.Quantity ? $"all its orders together exceed the {award.Quantity} awarded"
            : "";
        if (problem.Length > 0)
            throw new Refusal(ErrorReason.OrderQuoteMismatch, "order.quote_request", ("quote_request", SupplierGate.Id(Quotes.Name)), ("problem", problem));
    }

    /// <summary>The share of a budget that opinion leaders may have (SUP-11).</summary>
    /// <exception cref="Refusal">With this order it would be more, or the budget is in another currency.</exception>
    internal void MustKeepCap(Order order, int capBps)
    {
        if (Budget is null)
            return;
        if (Budget.CurrencyCode != order.CurrencyCode)
            throw new Refusal(ErrorReason.OrderCurrencyMismatch, "order.budget", ("given", Budget.CurrencyCode), ("needed", order.CurrencyCode));
        if (!order.Kol)
            return;
        var cap = (Int128)Budget.TotalAmountMicros * (capBps > 0 ? capBps : DefaultCapBps) / Whole;
        var committed = Others.Where(other => other.Kol && other.Budget == Budget.Name).Aggregate((Int128)0, (sum, other) => sum + Committed(other));
        if (committed + order.TotalMicros > cap)
            throw new Refusal(ErrorReason.OrderKolCapExceeded, "", ("cap", new Micros(cap)), ("committed", new Micros(committed)), ("asked", new Micros(order.TotalMicros)), ("currency", order.CurrencyCode));
    }

    /// <summary>What an order takes of a budget: all of it while it is open, what was accepted once it is over.</summary>
    internal static long Committed(Order order) => order.State == State.Open ? order.TotalMicros : order.AcceptedMicros;

    private static long Quantity(Order order) => order.Deliverables.Sum(deliverable => (long)deliverable.Quantity);

    private static long Kept(Order order) => order.State == State.Open ? Quantity(order) : order.Deliverables.Sum(deliverable => (long)deliverable.AcceptedQuantity);
}
