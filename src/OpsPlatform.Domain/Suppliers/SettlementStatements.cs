using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Suppliers.V1;
using Kind = OpsPlatform.Suppliers.V1.SettlementLine.Types.Kind;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>What a settlement is computed from.</summary>
/// <param name="AsOf">When the rest was read.</param>
/// <param name="Orders">Those under the agreement.</param>
/// <param name="Metrics">What the metrics of the agreement came to over the period, by their ids.</param>
public sealed record SettlementFacts(Agreement Agreement, DateOnly Start, DateOnly End, DateTimeOffset AsOf, IReadOnlyCollection<Order> Orders, IReadOnlyDictionary<string, MetricPoint> Metrics);

/// <summary>Computes what is owed, line by line. The same facts come to the same, on every node and at any time.</summary>
public static class SettlementStatements
{
    private const int Whole = 10_000;

    /// <exception cref="Refusal">It would be more than an amount can be.</exception>
    public static SettlementStatement Of(SettlementFacts facts)
    {
        var terms = facts.Agreement.PayTerms;
        SettlementLine[] performed = [.. terms.ResultRates.Select(rate => Result(rate, facts.Metrics[rate.MetricId])), .. Shares(terms, facts.Metrics)];
        SettlementLine[] lines = [.. terms.PaysDeliveries ? Deliveries(facts) : [], .. Fixed(terms), .. performed, .. Guarantee(terms, Sum(performed))];
        var total = Amount(Sum(lines));
        var parties = facts.Agreement.Parties;
        var parts = LargestRemainder.Split(total, [.. parties.Select(party => party.ShareBps)]);
        return new SettlementStatement
        {
            Number = 1,
            ReadTime = facts.AsOf.ToTimestamp(),
            Lines = { lines },
            TotalMicros = total,
            CurrencyCode = facts.Agreement.CurrencyCode,
            Shares = { parties.Select((party, at) => new SettlementShare { PartyId = party.PartyId, ShareBps = party.ShareBps, AmountMicros = parts[at] }) },
        };
    }

    /// <summary>The statement that follows another one; null when it would say the same.</summary>
    internal static SettlementStatement? After(SettlementStatement earlier, SettlementStatement computed, string reason)
    {
        if (IsSame(earlier, computed))
            return null;
        var next = computed.Clone();
        (next.Number, next.Reason, next.DifferenceMicros) = (earlier.Number + 1, reason, computed.TotalMicros - earlier.TotalMicros);
        foreach (var (share, before) in next.Shares.Zip(earlier.Shares))
            share.DifferenceMicros = share.AmountMicros - before.AmountMicros;
        return next;
    }

    /// <summary>Whether two come to the same by the same lines, whatever each says of the one before it.</summary>
    public static bool IsSame(SettlementStatement one, SettlementStatement other) =>
        one.Lines.Equals(other.Lines) && one.Shares.Select(share => (share.PartyId, share.AmountMicros)).SequenceEqual(other.Shares.Select(share => (share.PartyId, share.AmountMicros)));

    private static IEnumerable<SettlementLine> Deliveries(SettlementFacts facts) =>
        from order in facts.Orders.OrderBy(order => order.Name, StringComparer.Ordinal)
        from delivery in order.Deliveries
        where delivery.State == Delivery.Types.State.Accepted && delivery.DecideTime.ToDateTimeOffset() <= facts.AsOf
        let day = DateOnly.FromDateTime(delivery.DecideTime.ToDateTime())
        where day >= facts.Start && day <= facts.End
        select new SettlementLine
        {
            Kind = Kind.Delivery,
            Order = order.Name,
            DeliveryId = delivery.DeliveryId,
            Quantity = delivery.AcceptedQuantity,
            RateMicros = order.Deliverables.First(deliverable => deliverable.DeliverableId == delivery.DeliverableId).UnitPriceMicros,
            AmountMicros = delivery.AmountMicros,
        };

    private static IEnumerable<SettlementLine> Fixed(PayTerms terms) =>
        terms.FixedAmountMicros > 0 ? [new SettlementLine { Kind = Kind.Fixed, AmountMicros = terms.FixedAmountMicros }] : [];

    private static SettlementLine Result(ResultRate rate, MetricPoint point)
    {
        var per = Math.Max(1, rate.PerCount);
        return new SettlementLine
        {
            Kind = Kind.Result,
            MetricId = rate.MetricId,
            Quantity = point.Value,
            RateMicros = rate.RateMicros,
            PerCount = per,
            ThereCount = point.ThereCount,
            ExpectedCount = point.ExpectedCount,
            AmountMicros = Amount(Rounded((Int128)point.Value * rate.RateMicros, per)),
        };
    }

    private static IEnumerable<SettlementLine> Shares(PayTerms terms, IReadOnlyDictionary<string, MetricPoint> metrics)
    {
        for (var at = 0; at < terms.ShareTiers.Count; at++)
        {
            var (tier, point) = (terms.ShareTiers[at], metrics[terms.RevenueMetric]);
            var until = at + 1 < terms.ShareTiers.Count ? terms.ShareTiers[at + 1].FromMicros : long.MaxValue;
            var within = Math.Max(0, Math.Min(point.Value, until) - tier.FromMicros);
            if (within == 0 && at > 0)
                yield break;
            yield return new SettlementLine
            {
                Kind = Kind.Share,
                MetricId = terms.RevenueMetric,
                Quantity = within,
                ShareBps = tier.ShareBps,
                FromMicros = tier.FromMicros,
                ThereCount = point.ThereCount,
                ExpectedCount = point.ExpectedCount,
                AmountMicros = Amount(Rounded((Int128)within * tier.ShareBps, Whole)),
            };
        }
    }

    private static IEnumerable<SettlementLine> Guarantee(PayTerms terms, Int128 performed) =>
        terms.GuaranteeAmountMicros > performed ? [new SettlementLine { Kind = Kind.Guarantee, AmountMicros = (long)(terms.GuaranteeAmountMicros - performed) }] : [];

    private static Int128 Sum(IEnumerable<SettlementLine> lines) => lines.Aggregate((Int128)0, (sum, line) => sum + line.AmountMicros);

    private static Int128 Rounded(Int128 amount, int divisor) => (amount + (divisor / 2)) / divisor;

    private static long Amount(Int128 amount) => amount <= long.MaxValue
        ? (long)amount
        : throw new Refusal(ErrorReason.SettlementTooLarge, "", ("amount", new Micros(amount)), ("most", new Micros(long.MaxValue)));
}
