using OpsPlatform.Contents.V1;

namespace OpsPlatform.Domain.Contents;

/// <summary>What is scheduled or out, day by day.</summary>
public static class Calendars
{
    public const int MostDays = 62;

    private const string WarmUp = "warm-up";
    private const int WarmUpDays = 3;

    public static PlanRange Range(GetCalendarRequest request) =>
        PlanRange.Of(request.StartDate, request.EndDate, request.HasUtcOffsetMinutes ? request.UtcOffsetMinutes : null, MostDays);

    /// <param name="contents">Those whose slot lies in the range.</param>
    public static Calendar Of(GetCalendarRequest request, IEnumerable<Content> contents)
    {
        var range = Range(request);
        var slots = contents.OrderBy(content => content.SlotTime).ThenBy(content => content.Name, StringComparer.Ordinal)
            .Select(content => new Slot(content, range.Local(content.SlotTime.ToDateTimeOffset()))).ToList();
        var byDay = slots.ToLookup(slot => slot.Day);
        var calendar = new Calendar { Days = { range.Days.Select(day => new CalendarDay { Date = day.ToDate(), Entries = { byDay[day].Select(Entry) } }) } };
        calendar.Findings.Add(slots.SelectMany(Rhythms.Scene));
        calendar.Findings.Add(Rhythms.Of(request.Rhythm, range, byDay));
        if (request.MostProductionDays > 0)
            calendar.Findings.Add(slots.SelectMany(slot => Slow(slot, range, request.MostProductionDays)));
        if (request.LaunchDate is { } launch)
        {
            calendar.WarmUpDate = launch.ToDay().AddDays(-WarmUpDays).ToDate();
            calendar.Findings.Add(WarmUpFor(launch.ToDay(), slots));
        }

        return calendar;
    }

    private static IEnumerable<CalendarFinding> WarmUpFor(DateOnly launch, List<Slot> slots)
    {
        var first = slots.Where(slot => slot.Day < launch && slot.Content.Classes.Contains(WarmUp)).Select(slot => slot.Day).DefaultIfEmpty(launch).Min();
        var days = launch.DayNumber - first.DayNumber;
        if (days < WarmUpDays)
            yield return new CalendarFinding { Code = CalendarFinding.Types.Code.WarmUpShort, Date = launch.ToDate(), ClassId = WarmUp, Actual = days, Minimum = WarmUpDays };
    }

    private static IEnumerable<CalendarFinding> Slow(Slot slot, PlanRange range, int mostDays)
    {
        var (made, ready) = (slot.Content.CreateTime, slot.Content.Review.Approvals[^1].ApproveTime);
        var days = range.Day(ready.ToDateTimeOffset()).DayNumber - range.Day(made.ToDateTimeOffset()).DayNumber;
        if (days > mostDays)
            yield return new CalendarFinding { Code = CalendarFinding.Types.Code.ProductionSlow, Date = slot.Day.ToDate(), Content = slot.Content.Name, Actual = days, Maximum = mostDays };
    }

    private static CalendarEntry Entry(Slot slot) => new()
    {
        Content = slot.Content.Name,
        Title = slot.Content.Title,
        Account = slot.Content.Account,
        State = slot.Content.State,
        SlotTime = slot.Content.SlotTime,
        TimeOfDay = $"{slot.Time:HH:mm}",
        Classes = { slot.Content.Classes },
    };
}

/// <summary>A content and when it is to be out, or was, by the clocks of those who work there.</summary>
internal sealed record Slot(Content Content, DateTimeOffset Time)
{
    public DateOnly Day { get; } = DateOnly.FromDateTime(Time.DateTime);

    public TimeOnly TimeOfDay { get; } = new(Time.Hour, Time.Minute);

    public bool IsWeekend => Day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
