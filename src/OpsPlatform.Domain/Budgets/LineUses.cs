using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using Mode = OpsPlatform.Budgets.V1.LineControl.Types.Mode;

namespace OpsPlatform.Domain.Budgets;

/// <summary>What is held and spent of a line, by the days that it counts for: of one without a plan, since only a plan counts it as it happens.</summary>
/// <param name="version">The budget's, as of which it was added up.</param>
/// <param name="attempt">How many times it was.</param>
public sealed class LineUses(long version, int attempt, IReadOnlyCollection<(DateOnly Day, long AmountMicros)> uses)
{
    public static LineUses None { get; } = new(0, 0, []);

    /// <summary>Whether the request may give the line a plan.</summary>
    public static bool AreWanted(SetLineControlRequest request) => request.Months.Count > 0 || request.Control is { MonthHold: not Mode.Unspecified } or { MonthSpend: not Mode.Unspecified };

    /// <exception cref="Refusal">The budget has gone on since.</exception>
    internal Dictionary<DateOnly, long> ByMonth(Aggregate<Budget> budget) => version == budget.Version
        ? uses.Where(use => use.AmountMicros != 0).GroupBy(use => new DateOnly(use.Day.Year, use.Day.Month, 1), use => use.AmountMicros).ToDictionary(month => month.Key, month => month.Sum())
        : throw new Refusal(ErrorReason.ConcurrentChange, "", ("attempts", attempt));
}
