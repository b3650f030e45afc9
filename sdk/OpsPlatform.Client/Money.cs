namespace OpsPlatform.Client;

/// <summary>Turns amounts in whole units of a currency into the micros (millionths) that the platform counts in, and back, exactly.</summary>
public static class Money
{
    private const decimal MicrosPerUnit = 1_000_000m;

    /// <summary>The amount in micros: 1234.5 is 1,234,500,000.</summary>
    /// <param name="amount">In whole units, with at most six decimals.</param>
    /// <exception cref="ArgumentException">There are more than six decimals: round first, as your books do.</exception>
    /// <exception cref="OverflowException">The amount lies beyond about 9.2 trillion units.</exception>
    public static long ToMicros(decimal amount)
    {
        if (amount is > long.MaxValue / MicrosPerUnit or < long.MinValue / MicrosPerUnit)
            throw new OverflowException($"{amount} is too large: amounts go from {FromMicros(long.MinValue)} to {FromMicros(long.MaxValue)}.");
        var micros = amount * MicrosPerUnit;
        return micros == decimal.Truncate(micros)
            ? (long)micros
            : throw new ArgumentException($"{amount} has more than six decimals. Round it first.", nameof(amount));
    }

    /// <summary>The amount in whole units: 1,234,500,000 micros are 1234.5.</summary>
    /// <param name="amountMicros">In micros.</param>
    public static decimal FromMicros(long amountMicros) => amountMicros / MicrosPerUnit;
}
