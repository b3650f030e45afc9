using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Domain.Budgets;

/// <summary>Brings amounts of other currencies into a budget's. They are rounded once, and from there on only the rounded amount is divided.</summary>
internal static class Currencies
{
    private const long RateUnit = 1_000_000_000;
    private const long Most = 1_000_000_000_000_000_000;

    /// <param name="given">The currency of the amount; empty for the budget's own.</param>
    /// <returns>The amount in the budget's currency, and how it came about; null when it was given in it.</returns>
    /// <exception cref="Refusal">There is no rate for it, or one of no use.</exception>
    public static (long AmountMicros, Conversion? Conversion) Convert(string currencyCode, long amountMicros, string given, ExchangeRate? rate, string field = "exchange_rate")
    {
        var foreign = given.Length > 0 && given != currencyCode;
        if (!foreign)
            return rate is null ? (amountMicros, null) : throw Invalid(field, new Sentence($"the amount is in {currencyCode} already", $"金额已为 {currencyCode}"));
        if (rate is null)
            throw Mismatch(currencyCode, given);

        var converted = (((Int128)amountMicros * rate.RateNanos * 2) + RateUnit) / (2 * RateUnit);
        if (converted < 1 || converted > Most)
        {
            throw Invalid(
                field,
                new Sentence($"{new Micros(amountMicros)} {given} come to {new Micros(converted)} {currencyCode}, which is no amount", $"{new Micros(amountMicros)} {given} 折合 {new Micros(converted)} {currencyCode}，不是有效金额"));
        }

        return ((long)converted, new Conversion { OriginalCurrencyCode = given, OriginalAmountMicros = amountMicros, ExchangeRate = rate.Clone() });
    }

    /// <param name="given">The currency that a request's amount is in; empty for the budget's own, which it has to be.</param>
    public static void MustBe(string currencyCode, string given)
    {
        if (given.Length > 0 && given != currencyCode)
            throw Mismatch(currencyCode, given);
    }

    private static Refusal Mismatch(string currencyCode, string given) => new(ErrorReason.CurrencyMismatch, "currency_code", ("given", given), ("currency", currencyCode));

    private static Refusal Invalid(string field, Sentence problem) => new(ErrorReason.ExchangeRateInvalid, field, ("problem", problem));
}
