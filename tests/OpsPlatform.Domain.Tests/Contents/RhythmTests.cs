using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain.Contents;
using Code = OpsPlatform.Contents.V1.CalendarFinding.Types.Code;
using Date = Google.Type.Date;
using Kind = OpsPlatform.Contents.V1.Content.Types.Kind;
using Scene = OpsPlatform.Contents.V1.Content.Types.Scene;
using State = OpsPlatform.Contents.V1.Content.Types.State;

namespace OpsPlatform.Domain.Tests.Contents;

/// <summary>What calendars lack by the rhythms of operation plans. The first of June 2026 is a Monday.</summary>
public sealed class RhythmTests
{
    private readonly List<Content> _contents = [];

    [Fact, Trait("row", "CON-01")]
    public void Three_classes_at_three_times_of_three_minutes()
    {
        Put(1, 7, "product-display");
        Put(1, 12, "usage-scene").Duration = Seconds(180);
        Find(Rhythm.ThreeSlots).ShouldBe(["MissingClass brand-story"]);
        var story = Put(1, 8, "brand-story");
        Find(Rhythm.ThreeSlots).ShouldBe(["SlotMismatch "]);
        story.SlotTime = At(1, 20);
        Find(Rhythm.ThreeSlots).ShouldBeEmpty();
        story.Duration = Seconds(198);
        Find(Rhythm.ThreeSlots).ShouldBeEmpty();
        story.Duration = Seconds(199);
        Find(Rhythm.ThreeSlots).ShouldBe(["DurationDeviation  199 of 162 to 198"]);
        story.State = State.Missed;
        Find(Rhythm.ThreeSlots).ShouldContain("MissingClass brand-story");
    }

    [Fact, Trait("row", "CON-08")]
    public void A_day_has_three_a_week_a_theme_and_a_month_a_review()
    {
        foreach (var day in Enumerable.Range(1, 30))
            Put(day, 7, 12, 20);
        Find(Rhythm.DayWeekMonth, 1, 30).ShouldBe(["PlanGap  0 of 1", "PlanGap  0 of 1", "PlanGap  0 of 1", "PlanGap  0 of 1", "ReviewDue competitor-review 0 of 1"]);
        _contents[0].Classes.Add("theme-holiday");
        _contents[^1].Classes.Add("competitor-review");
        _contents.RemoveAt(1);
        Find(Rhythm.DayWeekMonth, 1, 30).ShouldBe(["Below  2 of 3", "PlanGap  0 of 1", "PlanGap  0 of 1", "PlanGap  0 of 1"]);
    }

    [Theory, Trait("row", "CON-10")]
    [InlineData(Rhythm.WeekdayWeekend, 6, 4, "Below  4 of 5 to 6")]
    [InlineData(Rhythm.WeekdayWeekend, 6, 6, "")]
    [InlineData(Rhythm.WeekdayWeekend, 6, 7, "Over  7 of 5 to 6")]
    [InlineData(Rhythm.WeekdayWeekend, 3, 5, "Over  5 of 3 to 4")]
    [InlineData(Rhythm.WeekdayWeekend, 3, 4, "")]
    [InlineData(Rhythm.DailyThree, 3, 3, "")]
    [InlineData(Rhythm.DailyThree, 3, 4, "Over  4 of 3 to 3")]
    [InlineData(Rhythm.DailyThree, 6, 2, "Below  2 of 3 to 3")]
    public void Pushes_have_their_number_on_each_day(Rhythm rhythm, int day, int count, string finding)
    {
        Put(day, [.. Enumerable.Range(7, count)]);
        Find(rhythm, day, day).ShouldBe(finding.Length == 0 ? [] : [finding]);
    }

    [Fact, Trait("row", "CON-09")]
    public void A_launch_is_warmed_up_for_three_days()
    {
        Put(8, 7, "warm-up");
        var request = Request(Rhythm.Unspecified, 1, 10);
        request.LaunchDate = Day(10);
        var calendar = Calendars.Of(request, _contents);
        calendar.WarmUpDate.ShouldBe(Day(7));
        var finding = calendar.Findings.ShouldHaveSingleItem();
        (finding.Code, finding.Actual, finding.Minimum).ShouldBe((Code.WarmUpShort, 2, 3));
        Put(7, 7, "warm-up");
        Calendars.Of(request, _contents).Findings.ShouldBeEmpty();
    }

    [Fact, Trait("row", "CON-11")]
    public void A_scene_has_its_own_time()
    {
        Put(2, 10).Scene = Scene.WeekendRecipe;
        Put(6, 10).Scene = Scene.WeekendRecipe;
        Put(6, 8).Scene = Scene.MorningSale;
        Put(6, 9).Scene = Scene.MorningSale;
        Calendars.Of(Request(Rhythm.Unspecified, 1, 7), _contents).Findings.Select(finding => (finding.Code, finding.Content)).ShouldBe([(Code.SlotMismatch, "0"), (Code.SlotMismatch, "3")]);
    }

    [Fact, Trait("row", "CON-25")]
    public void Challenges_draws_and_active_fans_come_in_time()
    {
        foreach (var day in Enumerable.Range(1, 30).Where(day => day != 5))
            Put(day, 10, "topic-challenge");
        Find(Rhythm.Interaction, 1, 30).ShouldBe(
            ["Below topic-challenge 6 of 7", "MissingWeekly live-draw 0 of 1", "MissingWeekly live-draw 0 of 1", "MissingWeekly live-draw 0 of 1", "MissingWeekly live-draw 0 of 1", "MissingMonthly active-fans 0 of 1"]);
        foreach (var day in new[] { 5, 10, 15, 20 })
            Put(day, 10, "community-topic");
        Find(Rhythm.Community, 1, 30).ShouldBeEmpty();
        _contents.RemoveAt(_contents.Count - 1);
        Find(Rhythm.Community, 1, 30).ShouldBe(["Below community-topic 3 of 4"]);
    }

    [Fact, Trait("row", "CON-24")]
    public void A_month_has_fifty_originals_and_fewer_than_ten_are_a_bottleneck()
    {
        foreach (var i in Enumerable.Range(0, 50))
            Put((i % 30) + 1, 10, "original");
        Find(Rhythm.Originals, 1, 30).ShouldBeEmpty();
        _contents.RemoveAt(0);
        Find(Rhythm.Originals, 1, 30).ShouldBe(["Below original 49 of 50"]);
        _contents.RemoveRange(0, 40);
        Find(Rhythm.Originals, 1, 30).ShouldBe(["Below original 9 of 50", "Bottleneck original 9 of 10"]);
    }

    [Theory, Trait("row", "CON-24")]
    [InlineData(7, false)]
    [InlineData(5, true)]
    public void What_is_made_on_the_first_and_ready_on_the_eighth_took_seven_days(int mostDays, bool isSlow)
    {
        var content = Put(9, 10);
        (content.CreateTime, content.Review) = (At(1, 23), new Review { Approvals = { new StageApproval { ApproveTime = At(8, 1) } } });
        var request = Request(Rhythm.Unspecified, 9, 9);
        request.MostProductionDays = mostDays;
        Calendars.Of(request, _contents).Findings.Select(finding => (finding.Code, finding.Actual, finding.Maximum)).ShouldBe(isSlow ? [(Code.ProductionSlow, 7, 5)] : []);
    }

    private static Duration Seconds(int seconds) => Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds));

    private static Date Day(int day) => new() { Year = 2026, Month = 6, Day = day };

    private static Timestamp At(int day, int hour) => new DateTimeOffset(2026, 6, day, hour, 0, 0, TimeSpan.FromHours(8)).ToTimestamp();

    private static GetCalendarRequest Request(Rhythm rhythm, int from, int to) => new() { StartDate = Day(from), EndDate = Day(to), Rhythm = rhythm };

    private void Put(int day, params int[] hours)
    {
        foreach (var hour in hours)
            Put(day, hour, "any");
    }

    private Content Put(int day, int hour, string of = "any")
    {
        var content = new Content { Name = $"{_contents.Count}", Kind = Kind.Video, State = State.Scheduled, SlotTime = At(day, hour), Classes = { of } };
        _contents.Add(content);
        return content;
    }

    private IEnumerable<string> Find(Rhythm rhythm, int from = 1, int to = 1) => Calendars.Of(Request(rhythm, from, to), _contents).Findings.Select(finding =>
        $"{finding.Code} {finding.ClassId}{(finding.Minimum > 0 && finding.Code != Code.MissingClass ? $" {finding.Actual} of {finding.Minimum}" : "")}{(finding.Maximum > 0 ? $" to {finding.Maximum}" : "")}");
}
