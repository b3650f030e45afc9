using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using Finding = OpsPlatform.Campaigns.V1.LessonReport.Types.Finding;
using Stage = OpsPlatform.Campaigns.V1.Lesson.Types.Stage;
using Trigger = OpsPlatform.Campaigns.V1.Lesson.Types.Trigger;

namespace OpsPlatform.Domain.Tests.Campaigns;

/// <summary>What was learned, and how well it is kept.</summary>
public sealed class LessonTests
{
    private static readonly DecisionContext Context = Given.On(1);

    private readonly Aggregate<Lesson> _lesson = Made(new Lesson { DisplayName = "Brief early" });

    [Fact, Trait("row", "KNO-01")]
    public void Four_stages_follow_each_other_and_nothing_untagged_is_shared()
    {
        Refused(Stage.Shared).ShouldBe(ErrorReason.LessonStageOrder);
        Refused(Stage.Organised).ShouldBe(ErrorReason.LessonUntagged);
        Happens(LessonDecider.Update(_lesson, new() { Lesson = new() { Tags = { "briefing" } } }, Context));
        foreach (var stage in new[] { Stage.Organised, Stage.Shared, Stage.Applied })
            Happens(LessonDecider.Advance(_lesson, new() { Stage = stage }, Context));
        LessonDecider.Advance(_lesson, new() { Stage = Stage.Applied }, Context).ShouldBeEmpty();
        Refused(Stage.Applied + 1).ShouldBe(ErrorReason.LessonStageOrder);
        Should.Throw<Refusal>(() => LessonDecider.Update(_lesson, new() { Lesson = new(), UpdateMask = new() { Paths = { "tags" } } }, Context).ToList()).Reason.ShouldBe(ErrorReason.LessonUntagged);

        ErrorReason Refused(Stage stage) => Should.Throw<Refusal>(() => LessonDecider.Advance(_lesson, new() { Stage = stage }, Context).ToList()).Reason;
    }

    [Fact, Trait("row", "KNO-02"), Trait("row", "CAM-04")]
    public void The_same_again_is_counted()
    {
        Happens(LessonDecider.Recur(_lesson, new() { Incident = "Late again" }, Context));
        Happens(LessonDecider.Recur(_lesson, new() { Incident = "And again" }, Context));
        _lesson.Root.RecurrenceCount.ShouldBe(2);
    }

    [Fact, Trait("row", "KNO-04")]
    public void What_has_changed_flags_it_until_it_is_reviewed()
    {
        Happens(LessonDecider.Flag(_lesson, new() { Trigger = Trigger.Policy, Reason = "New advertising law" }, Context));
        LessonDecider.Flag(_lesson, new() { Trigger = Trigger.Policy, Reason = "New advertising law" }, Context).ShouldBeEmpty();
        LessonReports.Of([_lesson.Root], Context.Time).FlaggedLessons.ShouldBe([_lesson.Name]);
        Happens(LessonDecider.Review(_lesson, new() { Outdated = true }, Context));
        (_lesson.Root.Flag, _lesson.Root.FlagReason, _lesson.Root.Outdated).ShouldBe((Trigger.Unspecified, "", true));
    }

    [Theory, Trait("row", "KNO-03")]
    [InlineData(49, true)]
    [InlineData(50, false)]
    public void Less_than_half_used_is_low_usage(int used, bool isLow) =>
        Report(100, (lesson, index) => lesson.UseCount = index < used ? 1 : 0).Findings.Contains(Finding.LowUsage).ShouldBe(isLow);

    [Theory, Trait("row", "KNO-04")]
    [InlineData(89, true)]
    [InlineData(90, false)]
    public void Less_than_ninety_percent_true_is_low_validity(int valid, bool isLow) =>
        Report(100, (lesson, index) => lesson.Outdated = index >= valid).Findings.Contains(Finding.LowValidity).ShouldBe(isLow);

    [Fact, Trait("row", "KNO-04")]
    public void A_quarter_without_a_review_makes_it_stale()
    {
        var quarter = Context.Time.AddMonths(3);
        LessonReports.Of([_lesson.Root], quarter).StaleLessons.ShouldBeEmpty();
        var report = LessonReports.Of([_lesson.Root], quarter.AddSeconds(1));
        (report.StaleLessons, report.Findings).ShouldBe(([_lesson.Name], [Finding.LowUsage, Finding.Stale]));
        LessonReports.Of([], quarter).ShouldBe(new LessonReport());
    }

    [Fact, Trait("row", "KNO-03")]
    public void A_problem_that_nobody_solves_in_two_hours_goes_higher_up()
    {
        var problem = Made(new Lesson { DisplayName = "No uploads", Kind = Lesson.Types.Kind.Problem, Tags = { "upload" } });
        problem.Root.CreateTime = Context.Time.ToTimestamp();
        LessonReports.Of([problem.Root], Context.Time.AddHours(2)).OverdueProblems.ShouldBeEmpty();
        var report = LessonReports.Of([problem.Root, _lesson.Root], Context.Time.AddHours(2).AddSeconds(1));
        (report.OverdueProblems, report.Findings).ShouldBe(([problem.Name], [Finding.LowUsage, Finding.ProblemOverdue]));
        report.Kinds.ShouldBe([new LessonKindCount { Kind = Lesson.Types.Kind.Lesson, Count = 1 }, new LessonKindCount { Kind = Lesson.Types.Kind.Problem, Count = 1, Tags = { "upload" } }]);
        Happens(problem, LessonDecider.Update(problem, new() { Lesson = new() { Solution = _lesson.Name } }, Context));
        LessonReports.Of([problem.Root], Context.Time.AddDays(1)).OverdueProblems.ShouldBeEmpty();
    }

    internal static Aggregate<Lesson> Made(Lesson given)
    {
        var lesson = new Aggregate<Lesson>("workspaces/acme/lessons/brief-early");
        Happens(lesson, LessonDecider.Create(lesson, new() { Lesson = given }, Context));
        return lesson;
    }

    private static LessonReport Report(int count, Action<Lesson, int> change)
    {
        var lessons = Enumerable.Range(0, count).Select(_ => Made(new Lesson { DisplayName = "Brief early" }).Root.Clone()).ToList();
        for (var index = 0; index < count; index++)
            change(lessons[index], index);
        return LessonReports.Of(lessons, Context.Time);
    }

    private static void Happens(Aggregate<Lesson> lesson, IEnumerable<IMessage> events)
    {
        foreach (var message in events.ToList())
            lesson.Apply(new Recorded(message, lesson.Version + 1, Context.Time), LessonDecider.Evolve);
    }

    private void Happens(IEnumerable<IMessage> events) => Happens(_lesson, events);
}
