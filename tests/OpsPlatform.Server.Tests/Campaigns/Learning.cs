using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using Finding = OpsPlatform.Campaigns.V1.LessonReport.Types.Finding;
using Stage = OpsPlatform.Campaigns.V1.Lesson.Types.Stage;
using State = OpsPlatform.Campaigns.V1.Campaign.Types.State;

namespace OpsPlatform.Server.Tests.Campaigns;

/// <summary>Nothing ends without something learned, and what was learned is found again.</summary>
public sealed class Learning(RunningServer server) : CampaignTest(server)
{
    [Fact, Trait("row", "CAM-04"), Trait("row", "KNO-02")]
    public async Task A_campaign_is_not_completed_without_a_lesson()
    {
        var name = (await CreateAsync()).Name;
        await Campaigns.StartCampaignAsync(new() { Name = name });
        await LessonAsync(new Lesson());
        await Campaigns.CompleteCampaignAsync(new() { Name = name }).Refused(ErrorReason.CampaignLessonMissing);
        (await LessonAsync(new Lesson { Campaign = name })).Stage.ShouldBe(Stage.Collected);
        (await Campaigns.CompleteCampaignAsync(new() { Name = name })).State.ShouldBe(State.Completed);
        (await Campaigns.CompleteCampaignAsync(new() { Name = name })).State.ShouldBe(State.Completed);
        await Campaigns.CreateLessonAsync(new() { Parent = Workspace, Lesson = new Lesson { DisplayName = "a", Situation = "b", Campaign = $"{Workspace}/campaigns/nowhere" } }).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact, Trait("row", "KNO-02")]
    public async Task What_went_wrong_before_is_found_by_its_cause_and_counted()
    {
        var cause = NewId("late");
        var lesson = await LessonAsync(new Lesson { CauseTag = cause, Advice = "Brief two weeks before" });
        var found = (await Campaigns.ListLessonsAsync(new() { Parent = Workspace, Filter = $"cause_tag = \"{cause}\"" })).Lessons.ShouldHaveSingleItem();
        found.ShouldBe(lesson);
        var again = await Campaigns.RecordRecurrenceAsync(new() { Name = found.Name, Incident = "Late again" });
        (again.RecurrenceCount, again.Advice).ShouldBe((1, "Brief two weeks before"));
    }

    [Fact, Trait("row", "KNO-01"), Trait("row", "KNO-03")]
    public async Task A_lesson_is_put_in_order_shared_and_used()
    {
        var lesson = await LessonAsync(new Lesson());
        await Campaigns.AdvanceLessonAsync(new() { Name = lesson.Name, Stage = Stage.Shared }).Refused(ErrorReason.LessonStageOrder);
        await Campaigns.AdvanceLessonAsync(new() { Name = lesson.Name, Stage = Stage.Organised }).Refused(ErrorReason.LessonUntagged);
        (await Campaigns.UpdateLessonAsync(new() { Lesson = new Lesson { Name = lesson.Name, Tags = { "briefing" } } })).Tags.ShouldBe(["briefing"]);
        await Campaigns.AdvanceLessonAsync(new() { Name = lesson.Name, Stage = Stage.Organised });
        await Campaigns.UseLessonAsync(new() { Name = lesson.Name, Purpose = "Summer" }).Refused(ErrorReason.LessonStageOrder);
        await Campaigns.AdvanceLessonAsync(new() { Name = lesson.Name, Stage = Stage.Shared });
        (await Campaigns.UseLessonAsync(new() { Name = lesson.Name, Purpose = "Summer" })).UseCount.ShouldBe(1);
        (await Campaigns.GetLessonAsync(new() { Name = lesson.Name })).Stage.ShouldBe(Stage.Shared);
    }

    [Fact, Trait("row", "KNO-03")]
    public async Task A_problem_is_open_until_its_solution_is_named()
    {
        var problem = await LessonAsync(new Lesson { Kind = Lesson.Types.Kind.Problem });
        Server.Clock.Leap(TimeSpan.FromHours(3));
        var report = await Campaigns.GetLessonReportAsync(new() { Parent = Workspace });
        report.OverdueProblems.ShouldContain(problem.Name);
        report.Kinds.ShouldContain(kind => kind.Kind == Lesson.Types.Kind.Problem && kind.Count >= 1);
        await Campaigns.UpdateLessonAsync(new() { Lesson = new Lesson { Name = problem.Name, Solution = $"{Workspace}/lessons/nowhere" } }).Refused(ErrorReason.ResourceNotFound);
        var solution = await LessonAsync(new Lesson { Kind = Lesson.Types.Kind.Solution });
        await Campaigns.UpdateLessonAsync(new() { Lesson = new Lesson { Name = problem.Name, Solution = solution.Name } });
        (await Campaigns.GetLessonReportAsync(new() { Parent = Workspace })).OverdueProblems.ShouldNotContain(problem.Name);
    }

    [Fact, Trait("row", "KNO-04")]
    public async Task What_nobody_has_reviewed_for_a_quarter_or_what_has_changed_is_reported()
    {
        var (old, flagged) = (await LessonAsync(new Lesson()), await LessonAsync(new Lesson()));
        await Campaigns.FlagLessonAsync(new() { Name = flagged.Name, Trigger = Lesson.Types.Trigger.Policy, Reason = "New law" });
        Server.Clock.Leap(TimeSpan.FromDays(93));
        await Campaigns.ReviewLessonAsync(new() { Name = (await LessonAsync(new Lesson())).Name });
        var report = await Campaigns.GetLessonReportAsync(new() { Parent = Workspace });
        report.StaleLessons.ShouldContain(old.Name);
        report.FlaggedLessons.ShouldContain(flagged.Name);
        report.Findings.ShouldContain(Finding.Stale);
        (await Campaigns.ReviewLessonAsync(new() { Name = flagged.Name, Outdated = true })).Outdated.ShouldBeTrue();
        (await Campaigns.GetLessonReportAsync(new() { Parent = Workspace })).FlaggedLessons.ShouldNotContain(flagged.Name);
    }
}
