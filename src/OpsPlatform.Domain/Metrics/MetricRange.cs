using OpsPlatform.Domain.Budgets;
using OpsPlatform.Metrics.V1;
using Date = Google.Type.Date;
using Period = OpsPlatform.Metrics.V1.QueryMetricsRequest.Types.Period;

namespace OpsPlatform.Domain.Metrics;

/// <summary>Days of the calendar from one to another, both included.</summary>
public sealed record MetricRange(DateOnly Start, DateOnly End)
{
    private const int DaysOfWeek = 7;

    public int Days => End.DayNumber - Start.DayNumber + 1;

    /// <summary>As many days, right before; where the calendar begins too late for it, those that there are.</summary>
    public MetricRange Previous => new(DateOnly.FromDayNumber(Math.Max(0, Start.DayNumber - Days)), DateOnly.FromDayNumber(Math.Max(0, Start.DayNumber - 1)));

    public static MetricRange Of(Date start, Date end) => new(start.ToDay(), end.ToDay());

    public static string Text(Date date) => date.ToDay().ToString("yyyy-MM-dd");

    /// <summary>So many months later, on the day of the same number or the month's last; the calendar ends with the year 9999.</summary>
    public static DateOnly Later(DateOnly day, int months) => day > DateOnly.MaxValue.AddMonths(-months) ? DateOnly.MaxValue : day.AddMonths(months);

    /// <summary>Its days up to one of them, or to its end.</summary>
    public int DaysUntil(DateOnly last) => Math.Clamp(last.DayNumber - Start.DayNumber + 1, 0, Days);

    /// <summary>Its parts, in order; the first and the last may be shorter.</summary>
    public IReadOnlyList<MetricRange> Periods(Period period)
    {
        var parts = new List<MetricRange>();
        do
        {
            var start = parts.Count == 0 ? Start : parts[^1].End.AddDays(1);
            parts.Add(new(start, LastDay(start, period) is var last && last < End ? last : End));
        }
        while (parts[^1].End < End);
        return parts;
    }

    public MetricPoint On(MetricPoint point)
    {
        (point.StartDate, point.EndDate) = (Start.ToDate(), End.ToDate());
        return point;
    }

    private DateOnly LastDay(DateOnly start, Period period) => period switch
    {
        Period.Day => start,
        Period.Week => DateOnly.FromDayNumber(Math.Min(DateOnly.MaxValue.DayNumber, start.DayNumber + ((DaysOfWeek - (int)start.DayOfWeek) % DaysOfWeek))),
        Period.Month => new(start.Year, start.Month, DateTime.DaysInMonth(start.Year, start.Month)),
        _ => End,
    };
}
