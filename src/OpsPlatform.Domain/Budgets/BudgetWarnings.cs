using OpsPlatform.Budgets.V1;
using Code = OpsPlatform.Budgets.V1.BudgetWarning.Types.Code;

namespace OpsPlatform.Domain.Budgets;

/// <summary>What is unusual about a budget. Each rule says its own anew; what the others warn of stays, before or after it as it was.</summary>
internal static class BudgetWarnings
{
    private static readonly Code[] _ofPlan = [Code.SplitDeviation, Code.PersonnelShare, Code.OutOfRange, Code.TargetMissed];

    /// <summary>To be called whenever what lines have in all has changed.</summary>
    public static void Plan(Budget budget) => Replace(budget, warning => _ofPlan.Contains(warning.Code), [.. PlanRules.Warnings(budget)], isFirst: true);

    /// <summary>To be called whenever money has moved.</summary>
    public static void Overruns(Budget budget)
    {
        BudgetWarning[] overruns = [.. LineControls.Warnings(budget)];
        if (overruns.Length > 0 || budget.Warnings.Count > 0)
            Replace(budget, warning => warning.Code == Code.CostOverrun, overruns, isFirst: false);
    }

    private static void Replace(Budget budget, Func<BudgetWarning, bool> isOwn, BudgetWarning[] own, bool isFirst)
    {
        BudgetWarning[] others = [.. budget.Warnings.Where(warning => !isOwn(warning))];
        budget.Warnings.Clear();
        budget.Warnings.Add(isFirst ? [.. own, .. others] : [.. others, .. own]);
    }
}
