using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Domain;

/// <summary>Between the wire's dates and days. That a request's date is a day of the calendar is checked with its fields, before any decision.</summary>
internal static class CalendarDates
{
    public static Date ToDate(this DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    public static DateOnly ToDay(this Date date) => new(date.Year, date.Month, date.Day);

    public static string Text(this Date date) => $"{date.Year:0000}-{date.Month:00}-{date.Day:00}";

    public static DateOnly Day(this DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    public static DateOnly Today(this DecisionContext context) => context.Time.Day();

    public static string Text(this Timestamp time) => $"{time.ToDateTime():yyyy-MM-ddTHH:mm:ssZ}";

    /// <summary>When something is said to have happened: now unless a time is given.</summary>
    /// <exception cref="Refusal">That time is still to come.</exception>
    public static Timestamp PastOrNow(this DecisionContext context, Timestamp? given, string field, ErrorReason ahead)
    {
        if (given is null)
            return context.Time.ToTimestamp();
        return given.ToDateTimeOffset() <= context.Time ? given : throw new Refusal(ahead, field, ("field", field), ("time", given.Text()));
    }
}
