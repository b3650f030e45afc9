using OpsPlatform.Api.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Domain.Budgets;

/// <summary>Between the wire's dates, which may be no day at all, and days of the calendar.</summary>
internal static class CalendarDates
{
    public static Date ToDate(this DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    public static DateOnly ToDay(this Date date, string field) =>
        date is { Year: >= 1 and <= 9_999, Month: >= 1 and <= 12, Day: >= 1 } && date.Day <= DateTime.DaysInMonth(date.Year, date.Month)
            ? new DateOnly(date.Year, date.Month, date.Day)
            : throw new Refusal(ErrorReason.DateInvalid, field, ("date", $"{date.Year:0000}-{date.Month:00}-{date.Day:00}"));

    public static DateOnly Today(this DecisionContext context) => DateOnly.FromDateTime(context.Time.UtcDateTime);
}
