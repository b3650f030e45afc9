using System.Globalization;
using Google.Type;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Domain.Budgets;

/// <summary>Between the wire's dates, which may be no day at all, and days of the calendar.</summary>
internal static class CalendarDates
{
    public static Date ToDate(this DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    public static DateOnly ToDay(this Date date, string field)
    {
        var text = $"{date.Year:0000}-{date.Month:00}-{date.Day:00}";
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new Refusal(ErrorReason.DateInvalid, field, ("date", text));
    }

    public static DateOnly Today(this DecisionContext context) => DateOnly.FromDateTime(context.Time.UtcDateTime);
}
