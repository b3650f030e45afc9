using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Domain.Budgets;

/// <summary>The days that a budget is for, both ends included; an open end is null.</summary>
internal sealed record Period(DateOnly? Start, DateOnly? End)
{
    public static Period Of(Budget budget)
    {
        var period = new Period(budget.PeriodStartDate?.ToDay(), budget.PeriodEndDate?.ToDay());
        return period.End < period.Start
            ? throw new Refusal(ErrorReason.PeriodInvalid, "budget.period_end_date", ("start", Text(period.Start)), ("end", Text(period.End)))
            : period;
    }

    /// <summary>The day of the period that is nearest to this one: itself, when it lies within.</summary>
    public DateOnly Nearest(DateOnly day) => day < Start ? Start.Value : day > End ? End.Value : day;

    public void MustContain(DateOnly day, string field = "effective_date")
    {
        if (day != Nearest(day))
            throw new Refusal(ErrorReason.DateOutsidePeriod, field, ("date", Text(day)), ("start", Text(Start)), ("end", Text(End)));
    }

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd") ?? "…";
}
