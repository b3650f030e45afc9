using Google.Protobuf.Collections;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using Mode = OpsPlatform.Budgets.V1.LineControl.Types.Mode;

namespace OpsPlatform.Domain.Budgets;

/// <summary>What is held and spent of lines, by the days that it counts for: of lines without a plan, since only a plan counts it as it happens.</summary>
/// <param name="version">The budget's, as of which it was added up.</param>
/// <param name="attempt">How many times it was.</param>
public sealed class LineUses(long version, int attempt, IReadOnlyCollection<(string Line, DateOnly Day, long AmountMicros)> uses)
{
    public static LineUses None { get; } = new(0, 0, []);

    /// <summary>The lines that a request may give a plan to.</summary>
    public static IEnumerable<string> Wanted(SetLineControlRequest request) => IsPlanned(request.Control, request.Months) ? [request.Line] : [];

    /// <exception cref="Refusal">The budget has gone on since.</exception>
    internal Dictionary<DateOnly, long> ByMonth(Aggregate<Budget> budget, string line) => version == budget.Version
        ? uses.Where(use => use.Line == line && use.AmountMicros != 0).GroupBy(use => new DateOnly(use.Day.Year, use.Day.Month, 1), use => use.AmountMicros).ToDictionary(month => month.Key, month => month.Sum())
        : throw new Refusal(ErrorReason.ConcurrentChange, "", ("attempts", attempt));

    private static bool IsPlanned(LineControl? control, RepeatedField<LineMonth> months) => months.Count > 0 || control is { MonthHold: not Mode.Unspecified } or { MonthSpend: not Mode.Unspecified };
}
