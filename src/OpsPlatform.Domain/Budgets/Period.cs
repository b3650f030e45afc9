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

    /// <summary>An open end ends before nothing and begins after nothing: nobody can tell, and so it is let pass.</summary>
    public void MustEndBefore(Period next)
    {
        if (next.Start <= End)
            throw new Refusal(ErrorReason.PeriodsOverlap, "counter_budget", ("end", Text(End)), ("start", Text(next.Start)));
    }

    /// <summary>Whether any day of the month that begins with this one lies within.</summary>
    public bool Touches(DateOnly month) => !(month > End) && !(month.AddMonths(1) <= Start);

    /// <summary>The first days of its months; null when it has an open end or more months than that.</summary>
    public IReadOnlyList<DateOnly>? Months(int most)
    {
        if (Start is not { } start || End is not { } end)
            return null;
        var count = (((end.Year - start.Year) * 12) + end.Month - start.Month) + 1;
        return count > most ? null : [.. Enumerable.Range(0, count).Select(new DateOnly(start.Year, start.Month, 1).AddMonths)];
    }

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd") ?? "…";
}
