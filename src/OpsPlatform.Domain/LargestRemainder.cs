namespace OpsPlatform.Domain;

/// <summary>Splits an amount by shares so that the parts sum to it exactly.</summary>
public static class LargestRemainder
{
    /// <summary>
    /// Gives every share its whole units, and the few that are over one by one to the largest remainders, the earlier
    /// share first among equals: no part is a full unit away from its exact share.
    /// </summary>
    /// <param name="amount">What to split, in whole units; not negative.</param>
    /// <param name="shares">The shares, which are the whole together: basis points, or heads.</param>
    public static IReadOnlyList<long> Split(long amount, params IReadOnlyList<int> shares)
    {
        var whole = shares.Sum();
        var exact = shares.Select(share => Int128.DivRem((Int128)amount * share, whole)).ToArray();
        var parts = exact.Select(share => (long)share.Quotient).ToArray();
        var over = (int)(amount - parts.Sum());
        foreach (var index in Enumerable.Range(0, parts.Length).OrderByDescending(index => exact[index].Remainder).Take(over))
            parts[index]++;
        return parts;
    }
}
