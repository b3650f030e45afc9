using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using static OpsPlatform.Budgets.V1.AllocationPreset;
using static OpsPlatform.Budgets.V1.BudgetLine.Types.Nature;
using FocusTag = OpsPlatform.Budgets.V1.BudgetLine.Types.FocusTag;
using Nature = OpsPlatform.Budgets.V1.BudgetLine.Types.Nature;
using Role = OpsPlatform.Budgets.V1.BudgetLine.Types.Role;

namespace OpsPlatform.Domain.Budgets;

/// <summary>The built-in splits of a total into lines (BUD-01 to BUD-05).</summary>
public static class AllocationPresets
{
    private const long TenThousandYuan = 10_000_000_000;

    private sealed record Share(string LineId, int ShareBps, FocusTag FocusTag = FocusTag.Unspecified, Role Role = Role.Unspecified, params string[] CostItems);

    /// <param name="Least">In ten thousand yuan a year, as is the most.</param>
    private sealed record Range(string LineId, Nature Nature, int Least, int Most, Role Role = Role.Unspecified);

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
            new("reserve", 1_000, Role: Role.EmergencyReserve),
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

    private static readonly Range[] _ranges =
    [
        new("content-team", Rigid, 80, 100, Role.Personnel),
        new("tech-team", Rigid, 60, 80, Role.Personnel),
        new("operations-team", Rigid, 100, 120, Role.Personnel),
        new("tools", Rigid, 20, 30),
        new("production", Elastic, 30, 40),
        new("campaigns", Elastic, 40, 50),
        new("incentives", Elastic, 20, 30),
    ];

    /// <summary>What a preset keeps as emergency reserve, in basis points.</summary>
    public static int ReserveShareBps(AllocationPreset preset) =>
        _shares.GetValueOrDefault(preset, []).Where(share => share.Role == Role.EmergencyReserve).Sum(share => share.ShareBps);

    /// <summary>The most that a preset gives to people, in basis points; 0 where it has no such rule.</summary>
    public static int PersonnelShareBps(AllocationPreset preset) => preset == RigidAndElastic ? 5_000 : 0;

    /// <summary>The lines of a preset over a total; they sum to it.</summary>
    public static IEnumerable<BudgetLine> Lines(AllocationPreset preset, long totalAmountMicros, string currencyCode)
    {
        if (preset == RigidAndElastic)
            return Ranged(totalAmountMicros, currencyCode);

        var shares = _shares[preset];
        var amounts = LargestRemainder.Split(totalAmountMicros, [.. shares.Select(share => share.ShareBps)]);
        return shares.Zip(amounts, (share, amountMicros) => new BudgetLine
        {
            LineId = share.LineId,
            DisplayName = share.LineId,
            AllocatedAmountMicros = amountMicros,
            FocusTag = share.FocusTag,
            Role = share.Role,
            CostItems = { share.CostItems },
        });
    }

    private static IEnumerable<BudgetLine> Ranged(long totalAmountMicros, string currencyCode)
    {
        if (currencyCode != "CNY")
            throw new Refusal(ErrorReason.CurrencyMismatch, "budget.currency_code", ("given", currencyCode), ("currency", "CNY"));

        return _ranges.Zip(AmongRanges(totalAmountMicros), (range, amountMicros) => new BudgetLine
        {
            LineId = range.LineId,
            DisplayName = range.LineId,
            AllocatedAmountMicros = amountMicros,
            Nature = range.Nature,
            Role = range.Role,
            MinAmountMicros = range.Least * TenThousandYuan,
            MaxAmountMicros = range.Most * TenThousandYuan,
        });
    }

    /// <summary>Between the sums of minima and maxima every line lies within its range; beyond them every line is as far off as the others.</summary>
    private static IEnumerable<long> AmongRanges(long totalAmountMicros)
    {
        int[] least = [.. _ranges.Select(range => range.Least)], most = [.. _ranges.Select(range => range.Most)];
        var over = totalAmountMicros - (least.Sum() * TenThousandYuan);
        if (over < 0)
            return LargestRemainder.Split(totalAmountMicros, least);
        return totalAmountMicros > most.Sum() * TenThousandYuan
            ? LargestRemainder.Split(totalAmountMicros, most)
            : LargestRemainder.Split(over, [.. _ranges.Select(range => range.Most - range.Least)]).Zip(least, (more, from) => (from * TenThousandYuan) + more);
    }
}
