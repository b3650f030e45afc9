using OpsPlatform.Campaigns.V1;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>Counts in days that are worked, and tells by the calendar's own clock which day it is.</summary>
internal sealed class WorkingDays(WorkingCalendar? calendar)
{
    private static readonly int[] MondayToFriday = [1, 2, 3, 4, 5];

    private readonly HashSet<int> _weekdays = [.. calendar is { Weekdays.Count: > 0 } ? calendar.Weekdays : MondayToFriday.AsEnumerable()];
    private readonly HashSet<DateOnly> _holidays = [.. calendar?.Holidays.Select(CalendarDates.ToDay) ?? []];
    private readonly HashSet<DateOnly> _extraDays = [.. calendar?.ExtraDays.Select(CalendarDates.ToDay) ?? []];
    private readonly TimeSpan _offset = TimeSpan.FromMinutes(calendar?.UtcOffsetMinutes ?? 0);

    public DateOnly Today(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime + _offset);

    /// <summary>When a day begins.</summary>
    public DateTimeOffset Begin(DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) - _offset;

    /// <summary>The first day that is worked, this one included.</summary>
    public DateOnly From(DateOnly day)
    {
        while (!Has(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>The last of so many days that are worked, from this one on.</summary>
    public DateOnly Last(DateOnly first, int count)
    {
        var day = From(first);
        for (var worked = 1; worked < count; worked++)
            day = From(day.AddDays(1));
        return day;
    }

    /// <summary>The day by which the review after one is due.</summary>
    public DateOnly NextReview(ReviewCadence cadence, DateOnly day) => cadence switch
    {
        ReviewCadence.Daily => From(day.AddDays(1)),
        ReviewCadence.Weekly => day.AddDays(7),
        ReviewCadence.Monthly => day.AddMonths(1),
        ReviewCadence.Quarterly => day.AddMonths(3),
        _ => day.AddYears(1),
    };

    /// <summary>How many days are worked, both ends included.</summary>
    public int Count(DateOnly first, DateOnly last)
    {
        var count = 0;
        for (var day = first; day <= last; day = day.AddDays(1))
            count += Has(day) ? 1 : 0;
        return count;
    }

    private bool Has(DateOnly day) =>
        _extraDays.Contains(day) || (_weekdays.Contains(day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek) && !_holidays.Contains(day));
}
