using OpsPlatform.Api.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Domain.Contents;

/// <summary>The days that a calendar or a mix is about, as those who work there count them.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">The last, included.</param>
/// <param name="Offset">How far their days begin before those of UTC.</param>
public sealed record PlanRange(DateOnly Start, DateOnly End, TimeSpan Offset)
{
    /// <summary>As in China.</summary>
    private const int DefaultOffsetMinutes = 480;

    public DateTimeOffset StartTime => new(Start, TimeOnly.MinValue, Offset);

    /// <summary>Not included.</summary>
    public DateTimeOffset EndTime => new DateTimeOffset(End, TimeOnly.MinValue, Offset).AddDays(1);

    public IEnumerable<DateOnly> Days => Enumerable.Range(0, End.DayNumber - Start.DayNumber + 1).Select(Start.AddDays);

    /// <exception cref="Refusal">It ends before it starts, or is too long.</exception>
    public static PlanRange Of(Date start, Date end, int? offsetMinutes, int mostDays)
    {
        var range = new PlanRange(start.ToDay(), end.ToDay(), TimeSpan.FromMinutes(offsetMinutes ?? DefaultOffsetMinutes));
        var days = range.End.DayNumber - range.Start.DayNumber + 1;
        return days >= 1 && days <= mostDays
            ? range
            : throw new Refusal(ErrorReason.ContentRangeInvalid, "end_date", ("start_date", $"{range.Start:yyyy-MM-dd}"), ("end_date", $"{range.End:yyyy-MM-dd}"), ("most_days", mostDays));
    }

    public DateTimeOffset Local(DateTimeOffset time) => time.ToOffset(Offset);

    public DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(Local(time).DateTime);

    /// <summary>The weeks, from Monday, that lie within it as a whole.</summary>
    public IEnumerable<IReadOnlyList<DateOnly>> Weeks => Whole(day => day.DayNumber / 7, week => week.Count == 7);

    /// <summary>The months that lie within it as a whole.</summary>
    public IEnumerable<IReadOnlyList<DateOnly>> Months => Whole(day => (day.Year * 12) + day.Month, month => month.Count == DateTime.DaysInMonth(month[0].Year, month[0].Month));

    // Day 0, the first of January of the year 1, is a Monday.
    private IEnumerable<IReadOnlyList<DateOnly>> Whole(Func<DateOnly, int> number, Func<IReadOnlyList<DateOnly>, bool> isWhole) =>
        Days.GroupBy(number).Select(days => days.ToList()).Where(isWhole);
}
