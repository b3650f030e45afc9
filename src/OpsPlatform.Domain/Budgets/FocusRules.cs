using OpsPlatform.Budgets.V1;
using FocusRule = OpsPlatform.Budgets.V1.Budget.Types.FocusRule;
using FocusTag = OpsPlatform.Budgets.V1.BudgetLine.Types.FocusTag;

namespace OpsPlatform.Domain.Budgets;

/// <summary>What a budget's focus rule says of its lines (BUD-05).</summary>
internal static class FocusRules
{
    private const int CoreShareBps = 8_000;

    /// <summary>
    /// The deviation is measured from the nearest split in whole micros and rounded to basis points, so that a split in whole units of
    /// money, which seldom hits 80 % to the micro, is no deviation.
    /// </summary>
    public static IEnumerable<BudgetWarning> Warnings(Budget budget)
    {
        if (budget.FocusRule != FocusRule.EightyTwenty)
            yield break;

        var core = budget.Lines.Where(line => line.FocusTag == FocusTag.Core).Sum(line => line.AllocatedAmountMicros);
        var wanted = LargestRemainder.Split(budget.TotalAmountMicros, CoreShareBps, 10_000 - CoreShareBps)[0];
        var deviation = ((Int128)Math.Abs(core - wanted) * 20_000 / Math.Max(budget.TotalAmountMicros, 1) + 1) / 2;
        if (deviation > 0)
            yield return new BudgetWarning { Code = BudgetWarning.Types.Code.SplitDeviation, DeviationBps = (int)deviation };
    }
}
