using OpsPlatform.Budgets.V1;
using static OpsPlatform.Budgets.V1.AllocationPreset;
using FocusTag = OpsPlatform.Budgets.V1.BudgetLine.Types.FocusTag;

namespace OpsPlatform.Domain.Budgets;

/// <summary>The built-in splits of a total into lines (BUD-01, BUD-02, BUD-03, BUD-05).</summary>
public static class AllocationPresets
{
    private sealed record Share(string LineId, int ShareBps, FocusTag FocusTag = FocusTag.Unspecified, params string[] CostItems);

    private static readonly Dictionary<AllocationPreset, Share[]> _shares = new()
    {
        [FiveThreeTwo] =
        [
            new("content", 5_000),
            new("traffic", 3_000),
            new("tech", 2_000),
        ],
        [FortyThirtyTwentyTen] =
        [
            new("content", 4_000, CostItems: "kol"),
            new("promotion", 3_000),
            new("activity", 2_000),
            new("reserve", 1_000),
        ],
        [FourThreeTwoOne] =
        [
            new("base-operation", 4_000, CostItems: ["salary", "platform-fee"]),
            new("content", 3_000),
            new("tech", 2_000),
            new("innovation", 1_000),
        ],
        [CoreAndInnovation] =
        [
            new("core", 8_000, FocusTag.Core),
            new("innovation", 2_000, FocusTag.Innovation),
        ],
    };

    /// <summary>The lines of a preset over a total; they sum to it.</summary>
    public static IEnumerable<BudgetLine> Lines(AllocationPreset preset, long totalAmountMicros)
    {
        var shares = _shares[preset];
        var amounts = LargestRemainder.Split(totalAmountMicros, [.. shares.Select(share => share.ShareBps)]);
        return shares.Zip(amounts, (share, amountMicros) => new BudgetLine
        {
            LineId = share.LineId,
            DisplayName = share.LineId,
            AllocatedAmountMicros = amountMicros,
            FocusTag = share.FocusTag,
            CostItems = { share.CostItems },
        });
    }
}
