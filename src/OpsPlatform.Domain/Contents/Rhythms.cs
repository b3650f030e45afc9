using OpsPlatform.Contents.V1;
using Code = OpsPlatform.Contents.V1.CalendarFinding.Types.Code;
using Kind = OpsPlatform.Contents.V1.Content.Types.Kind;
using Scene = OpsPlatform.Contents.V1.Content.Types.Scene;
using State = OpsPlatform.Contents.V1.Content.Types.State;

namespace OpsPlatform.Domain.Contents;

/// <summary>What operation plans ask of each day, week and month (CON-01, CON-08, CON-10, CON-11, CON-24, CON-25).</summary>
internal static class Rhythms
{
    private const int FilmSeconds = 180;
    private const int FilmTolerance = FilmSeconds / 10;

    private static readonly string[] ThreeClasses = ["product-display", "usage-scene", "brand-story"];
    private static readonly string[] Themes = ["theme-new-product", "theme-holiday", "theme-science"];
    private static readonly TimeOnly[] ThreeSlots = [new(7, 0), new(12, 0), new(20, 0)];
    private static readonly TimeOnly SaleSlot = new(8, 0);

    /// <summary>Whether a content that is made for an occasion is out on it.</summary>
    public static IEnumerable<CalendarFinding> Scene(Slot slot)
    {
        var fits = slot.Content.Scene switch
        {
            Content.Types.Scene.MorningSale => slot.TimeOfDay == SaleSlot,
            Content.Types.Scene.WeekendRecipe => slot.IsWeekend,
            _ => true,
        };
        return fits ? [] : [Of(slot, Code.SlotMismatch)];
    }

    public static IEnumerable<CalendarFinding> Of(Rhythm rhythm, PlanRange range, ILookup<DateOnly, Slot> slots) => rhythm switch
    {
        Rhythm.ThreeSlots => range.Days.SelectMany(day => Classes(day, slots[day]).Concat(slots[day].SelectMany(InThreeSlots))),
        Rhythm.DayWeekMonth =>
        [
            .. range.Days.SelectMany(day => Count([day], slots, [], Code.Below, 3)),
            .. range.Weeks.SelectMany(week => Count(week, slots, Themes, Code.PlanGap, 1)),
            .. range.Months.SelectMany(month => Count(month, slots, ["competitor-review"], Code.ReviewDue, 1)),
        ],
        Rhythm.WeekdayWeekend => range.Days.SelectMany(day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
            ? Count([day], slots, [], Code.Below, 5, 6)
            : Count([day], slots, [], Code.Below, 3, 4)),
        Rhythm.DailyThree => range.Days.SelectMany(day => Count([day], slots, [], Code.Below, 3, 3)),
        Rhythm.Interaction =>
        [
            .. range.Weeks.SelectMany(week => Count(week, slots, ["topic-challenge"], Code.Below, 7)),
            .. range.Weeks.SelectMany(week => Count(week, slots, ["live-draw"], Code.MissingWeekly, 1)),
            .. range.Months.SelectMany(month => Count(month, slots, ["active-fans"], Code.MissingMonthly, 1)),
        ],
        Rhythm.Community => range.Months.SelectMany(month => Count(month, slots, ["community-topic"], Code.Below, 4)),
        Rhythm.Originals =>
        [
            .. range.Months.SelectMany(month => Count(month, slots, ["original"], Code.Below, 50)),
            .. range.Months.SelectMany(month => Count(month, slots, ["original"], Code.Bottleneck, 10)),
        ],
        _ => [],
    };

    private static IEnumerable<CalendarFinding> Classes(DateOnly day, IEnumerable<Slot> slots) =>
        from missing in ThreeClasses.Except(slots.Where(IsOn).SelectMany(slot => slot.Content.Classes))
        select new CalendarFinding { Code = Code.MissingClass, Date = day.ToDate(), ClassId = missing, Minimum = 1 };

    private static IEnumerable<CalendarFinding> InThreeSlots(Slot slot)
    {
        if (!ThreeSlots.Contains(slot.TimeOfDay))
            yield return Of(slot, Code.SlotMismatch);
        if (slot.Content is { Kind: Kind.Video, Duration: { } duration } && Math.Abs(duration.Seconds - FilmSeconds) > FilmTolerance)
        {
            var finding = Of(slot, Code.DurationDeviation);
            (finding.Actual, finding.Minimum, finding.Maximum) = ((int)duration.Seconds, FilmSeconds - FilmTolerance, FilmSeconds + FilmTolerance);
            yield return finding;
        }
    }

    /// <param name="classes">Any of them counts; none for contents of any class.</param>
    /// <param name="below">What it is when there are fewer than the least.</param>
    private static IEnumerable<CalendarFinding> Count(IReadOnlyList<DateOnly> days, ILookup<DateOnly, Slot> slots, string[] classes, Code below, int least, int most = int.MaxValue)
    {
        var count = days.SelectMany(day => slots[day]).Count(slot => IsOn(slot) && (classes.Length == 0 || slot.Content.Classes.Intersect(classes).Any()));
        if (count >= least && count <= most)
            yield break;
        yield return new CalendarFinding
        {
            Code = count < least ? below : Code.Over,
            Date = days[0].ToDate(),
            ClassId = classes.Length == 1 ? classes[0] : "",
            Actual = count,
            Minimum = least,
            Maximum = most == int.MaxValue ? 0 : most,
        };
    }

    /// <summary>What was missed, removed or taken down is shown and does not count.</summary>
    private static bool IsOn(Slot slot) => slot.Content.State is State.Scheduled or State.Published or State.Live;

    private static CalendarFinding Of(Slot slot, Code code) => new() { Code = code, Date = slot.Day.ToDate(), Content = slot.Content.Name };
}
