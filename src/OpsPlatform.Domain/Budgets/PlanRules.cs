using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using Code = OpsPlatform.Budgets.V1.BudgetWarning.Types.Code;
using Role = OpsPlatform.Budgets.V1.BudgetLine.Types.Role;

namespace OpsPlatform.Domain.Budgets;

/// <summary>How a budget's lines are planned: within ranges, justified from zero, by a share of a figure (BUD-04, BUD-09).</summary>
internal static class PlanRules
{
    private const int Whole = 10_000;

    /// <summary>What a line gets: what was given, or its share of a figure.</summary>
    public static long Amount(BudgetLine given)
    {
        if (given.Target is not { } target)
            return given.AllocatedAmountMicros;
        var amount = TargetAmount(target);
        return given.AllocatedAmountMicros == 0 || given.AllocatedAmountMicros == amount
            ? amount
            : throw new Refusal(ErrorReason.LineTargetMissed, "budget.lines", ("line", given.LineId), ("given", new Micros(given.AllocatedAmountMicros)), ("target", new Micros(amount)));
    }

    /// <summary>The bounds of a line's range are in order, and a zero-based budget's line is justified.</summary>
    /// <param name="field">Where the line is in the request.</param>
    public static void MustFit(Budget budget, BudgetLine line, string field)
    {
        if (line.MaxAmountMicros > 0 && line.MaxAmountMicros < line.MinAmountMicros)
            throw new Refusal(ErrorReason.LineRangeInvalid, $"{field}.max_amount_micros", ("line", line.LineId), ("min", new Micros(line.MinAmountMicros)), ("max", new Micros(line.MaxAmountMicros)));
        if (budget.ZeroBased && !line.IsReserve() && string.IsNullOrWhiteSpace(line.Justification))
            throw new Refusal(ErrorReason.LineUnjustified, $"{field}.justification", ("line", line.LineId));
    }

    /// <summary>What is unusual about the plan.</summary>
    public static IEnumerable<BudgetWarning> Warnings(Budget budget) => [.. FocusRules.Warnings(budget), .. Personnel(budget), .. budget.Lines.SelectMany(OfLine)];

    private static IEnumerable<BudgetWarning> Personnel(Budget budget)
    {
        var people = budget.LinesSum(line => line.Role == Role.Personnel);
        var over = (people * Whole) - ((Int128)budget.TotalAmountMicros * budget.PersonnelShareBps);
        var deviation = budget.PersonnelShareBps == 0 || over <= 0 ? 0 : ((over * 2 / Math.Max(budget.TotalAmountMicros, 1)) + 1) / 2;
        if (deviation > 0)
            yield return new BudgetWarning { Code = Code.PersonnelShare, DeviationBps = (int)deviation };
    }

    private static IEnumerable<BudgetWarning> OfLine(BudgetLine line)
    {
        var amount = line.AllocatedAmountMicros;
        if (amount < line.MinAmountMicros)
            yield return Missed(Code.OutOfRange, line, line.MinAmountMicros);
        if (line.MaxAmountMicros > 0 && amount > line.MaxAmountMicros)
            yield return Missed(Code.OutOfRange, line, line.MaxAmountMicros);
        if (line.Target is { } target && TargetAmount(target) is var wanted && amount != wanted)
            yield return Missed(Code.TargetMissed, line, wanted);
    }

    /// <summary>Rounded up: a line that misses its bound by a micro has missed it.</summary>
    private static BudgetWarning Missed(Code code, BudgetLine line, long bound)
    {
        var (whole, rest) = Int128.DivRem((Int128)Math.Abs(line.AllocatedAmountMicros - bound) * Whole, Math.Max(bound, 1));
        return new BudgetWarning { Code = code, Line = line.LineId, DeviationBps = (int)Int128.Min(int.MaxValue, whole + (rest > 0 ? 1 : 0)) };
    }

    private static long TargetAmount(LineTarget target) => (long)((Int128)target.BaseAmountMicros * target.ShareBps / Whole);
}
