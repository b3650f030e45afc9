namespace OpsPlatform.EventStore;

/// <summary>What is added up, and apart by what.</summary>
/// <param name="By">The fields in whose values the members of a group are the same; text or enums.</param>
/// <param name="Of">The fields that are added up; whole numbers.</param>
public sealed record SumQuery(IReadOnlyList<string> By, IReadOnlyList<string> Of)
{
    public Filter? Filter { get; init; }
}

/// <param name="Keys">What all its members have in common, in the order that was asked for; an absent field is its default.</param>
/// <param name="Totals">In the order that was asked for. Sums of many 64-bit numbers, so none overflows.</param>
public sealed record GroupSum(IReadOnlyList<string> Keys, IReadOnlyList<decimal> Totals, long Count);
