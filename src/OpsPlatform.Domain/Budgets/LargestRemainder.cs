namespace OpsPlatform.Domain.Budgets;

/// <summary>Splits an amount by shares so that the parts sum to it exactly.</summary>
public static class LargestRemainder
{
    /// <summary>
    /// Gives every share its whole micros, and the few that are over one by one to the largest remainders, the earlier
    /// share first among equals: no part is a full micro away from its exact share.
    /// </summary>
    /// <param name="amountMicros">What to split; not negative.</param>
    /// <param name="sharesBps">The shares in basis points; they sum to 10,000.</param>
    public static IReadOnlyList<long> Split(long amountMicros, params IReadOnlyList<int> sharesBps)
    {
        if (sharesBps.Sum() != 10_000)
            throw new ArgumentException("The shares do not sum to 10,000 basis points.", nameof(sharesBps));

        var exact = sharesBps.Select(share => Int128.DivRem((Int128)amountMicros * share, 10_000)).ToArray();
        var parts = exact.Select(share => (long)share.Quotient).ToArray();
        var over = (int)(amountMicros - parts.Sum());
        foreach (var index in Enumerable.Range(0, parts.Length).OrderByDescending(index => exact[index].Remainder).Take(over))
            parts[index]++;
        return parts;
    }
}
