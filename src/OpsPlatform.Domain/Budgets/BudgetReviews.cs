using OpsPlatform.Budgets.V1;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Domain.Budgets;

/// <summary>The months of a budget, each to be reviewed once it is over (BUD-11).</summary>
public static class BudgetReviews
{
    /// <summary>The budget with a warning when a review is due at this time. A month that passes is no event, so that it is not stored.</summary>
    public static Budget Judged(Budget budget, DateTimeOffset time)
    {
        if (budget.State != State.Active || Due(budget, time) is null)
            return budget;
        var judged = budget.Clone();
        judged.Warnings.Add(new BudgetWarning { Code = BudgetWarning.Types.Code.ReviewDue });
        return judged;
    }

    /// <summary>The month that can be reviewed at this time: the next, if it is over and of the period.</summary>
    internal static DateOnly? Due(Budget budget, DateTimeOffset time) =>
        Next(budget) is var next && next < MonthOf(time.Day()) && !(next > Period.Of(budget).End) ? next : null;

    /// <summary>Budgets that were approved before there were reviews do not say it.</summary>
    internal static DateOnly Next(Budget budget) => budget.NextReviewMonth?.ToDay() ?? First(budget, budget.CreateTime.ToDateTimeOffset());

    /// <summary>What is reviewed first: the month of this time, or the period's nearest.</summary>
    internal static DateOnly First(Budget budget, DateTimeOffset time) => MonthOf(Period.Of(budget).Nearest(time.Day()));

    internal static string Id(DateOnly month) => $"{month.Year:0000}-{month.Month:00}";

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}
