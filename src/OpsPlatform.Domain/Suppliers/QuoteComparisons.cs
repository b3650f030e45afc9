using OpsPlatform.Api.V1;
using OpsPlatform.Suppliers.V1;
using Basis = OpsPlatform.Suppliers.V1.CompareQuotesRequest.Types.Basis;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>Puts the quotes of a request beside each other.</summary>
public static class QuoteComparisons
{
    private const int FewestQuotes = 2;
    private const int DefaultPriceRiseBps = 1_800;
    private const int Whole = 10_000;
    private const int BpsOfPoint = 100;
    private const long Million = 1_000_000;

    /// <param name="suppliers">Those that have given a quote, as they are now.</param>
    /// <param name="earlier">Other requests for the same item that were opened before.</param>
    public static QuoteComparison Of(QuoteRequest quotes, CompareQuotesRequest request, IEnumerable<Supplier> suppliers, IEnumerable<QuoteRequest> earlier)
    {
        QuoteDecider.MustBeOpened(quotes);
        var offered = quotes.Quotes.Where(quote => quote.Offer is not null).ToArray();
        if (offered.Length < FewestQuotes)
            throw new Refusal(ErrorReason.QuoteComparisonTooFew, "", ("count", offered.Length), ("needed", FewestQuotes));
        var (scores, estimate) = (suppliers.ToDictionary(supplier => supplier.Name, supplier => supplier.Standing?.ScoreBps ?? 0), Estimate(quotes));
        var before = earlier.Where(other => other.OpenTime is not null && other.OpenTime.CompareTo(quotes.OpenTime) < 0 && other.CurrencyCode == quotes.CurrencyCode).OrderBy(other => other.OpenTime).ToArray();
        var riseBps = request.PriceRiseBps > 0 ? request.PriceRiseBps : DefaultPriceRiseBps;
        var rows = offered.Select(quote => Row(quote, quotes, scores.GetValueOrDefault(quote.Supplier), estimate, Previous(before, quote.Supplier), riseBps)).ToArray();
        var highest = rows.Max(row => row.TotalMicros);
        foreach (var row in rows)
        {
            row.PriceShareBps = (int)((Int128)row.TotalMicros * Whole / highest);
            row.Rank = 1 + rows.Count(other => IsBetter(other, row, request.Basis));
        }

        return new QuoteComparison { CurrencyCode = quotes.CurrencyCode, EstimateMicros = (long)Int128.Min(long.MaxValue, estimate), Rows = { rows.OrderBy(row => row.Rank).ThenBy(row => row.Supplier, StringComparer.Ordinal) } };
    }

    internal static Int128 Total(Offer offer, long quantity) => (Int128)offer.UnitPriceMicros * quantity;

    internal static Int128 Estimate(QuoteRequest quotes) => quotes.Demands.Aggregate((Int128)0, (sum, demand) => sum + demand.EstimateMicros);

    /// <summary>How much less the price is than the estimate, in basis points of the estimate; 0 without one.</summary>
    internal static int Saving(Int128 total, Int128 estimate) => estimate == 0 ? 0 : Bps((estimate - total) * Whole / estimate);

    private static bool IsBetter(QuoteRow row, QuoteRow than, Basis basis) =>
        basis == Basis.Value ? row.PointsPerMillion > than.PointsPerMillion : row.TotalMicros < than.TotalMicros;

    private static QuoteRow Row(Quote quote, QuoteRequest quotes, int scoreBps, Int128 estimate, long previous, int riseBps)
    {
        var (offer, total) = (quote.Offer, Total(quote.Offer, quotes.Quantity));
        var change = previous == 0 ? 0 : Bps(((Int128)offer.UnitPriceMicros - previous) * Whole / previous);
        return new QuoteRow
        {
            Supplier = quote.Supplier,
            UnitPriceMicros = offer.UnitPriceMicros,
            TotalMicros = (long)total,
            LeadDays = offer.LeadDays,
            ScoreBps = scoreBps,
            PointsPerMillion = (long)((Int128)scoreBps * Million * Million / BpsOfPoint / total),
            PreviousUnitPriceMicros = previous,
            ChangeBps = change,
            PriceRise = change >= riseBps,
            SavingBps = Saving(total, estimate),
        };
    }

    /// <summary>The supplier's last price, or 0.</summary>
    private static long Previous(IEnumerable<QuoteRequest> before, string supplier) =>
        before.SelectMany(request => request.Quotes).LastOrDefault(quote => quote.Supplier == supplier && quote.Offer is not null)?.Offer.UnitPriceMicros ?? 0;

    private static int Bps(Int128 value) => (int)Int128.Clamp(value, int.MinValue, int.MaxValue);
}
