using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using Trigger = OpsPlatform.Campaigns.V1.Lesson.Types.Trigger;

namespace OpsPlatform.Server.Tests.Campaigns;

/// <summary>What has changed outside flags the lessons that are linked to it.</summary>
public sealed class ChangingOutside(RunningServer server) : CampaignTest(server)
{
    private readonly string _tag = NewId("advertising");

    [Fact, Trait("row", "KNO-04")]
    public async Task A_change_flags_every_lesson_with_one_of_its_tags_and_no_other()
    {
        var other = NewId("price");
        Lesson[] linked = [await LessonAsync(new() { Tags = { _tag } }), await LessonAsync(new() { Tags = { "briefing", other } }), await LessonAsync(new() { Tags = { _tag, other } })];
        Lesson[] unlinked = [await LessonAsync(new() { Tags = { $"{_tag}s" } }), await LessonAsync(new() { CauseTag = _tag })];
        var request = Request(_tag, other);

        request.ValidateOnly = true;
        var tried = await Campaigns.ReportKnowledgeChangeAsync(request);
        (await LessonOf(linked[0])).ShouldBe(linked[0]);
        await Campaigns.GetKnowledgeChangeAsync(new() { Name = request.Name }).Refused(ErrorReason.ResourceNotFound);

        request.ValidateOnly = false;
        var change = await Campaigns.ReportKnowledgeChangeAsync(request);
        change.ShouldBe(tried);
        change.FlaggedLessons.ShouldBe(linked.Select(lesson => lesson.Name), ignoreOrder: true);
        (change.Trigger, change.Reason, change.RemainingCount).ShouldBe((Trigger.Policy, "New advertising law", 0));
        foreach (var lesson in linked)
            ((await LessonOf(lesson)).Flag, (await LessonOf(lesson)).FlagReason).ShouldBe((Trigger.Policy, "New advertising law"));
        foreach (var lesson in unlinked)
            (await LessonOf(lesson)).ShouldBe(lesson);
        (await Campaigns.GetKnowledgeChangeAsync(new() { Name = change.Name })).ShouldBe(change);
        (await Campaigns.ListKnowledgeChangesAsync(new() { Parent = Workspace, Filter = $"tags:\"{other}\"" })).KnowledgeChanges.ShouldBe([change]);
    }

    [Fact, Trait("row", "KNO-04")]
    public async Task A_repeat_flags_what_is_new_and_nothing_twice()
    {
        var lesson = await LessonAsync(new() { Tags = { _tag } });
        var request = Request(_tag);
        var change = await Campaigns.ReportKnowledgeChangeAsync(request);
        await Campaigns.ReviewLessonAsync(new() { Name = lesson.Name });
        (await Campaigns.ReportKnowledgeChangeAsync(request)).ShouldBe(change);
        (await LessonOf(lesson)).Flag.ShouldBe(Trigger.Unspecified, "it was reviewed since");

        var later = await LessonAsync(new() { Tags = { _tag } });
        (await Campaigns.ReportKnowledgeChangeAsync(request)).FlaggedLessons.ShouldBe([lesson.Name, later.Name]);
        (await FlaggingsAsync(lesson.Name), await FlaggingsAsync(later.Name)).ShouldBe((1, 1));

        request.Reason = "Another law";
        await Campaigns.ReportKnowledgeChangeAsync(request).Refused(ErrorReason.ResourceAlreadyExists);
        await Campaigns.ReportKnowledgeChangeAsync(Request()).Refused(ErrorReason.InvalidField);
    }

    [Fact, Trait("row", "KNO-04")]
    public async Task A_hundred_are_flagged_at_a_time_and_reports_at_once_flag_each_once()
    {
        for (var count = 0; count < 101; count++)
            await LessonAsync(new() { Tags = { _tag } });
        var request = Request(_tag);
        var change = await Campaigns.ReportKnowledgeChangeAsync(request);
        (change.FlaggedLessons.Count, change.RemainingCount).ShouldBe((100, 1));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Campaigns.ReportKnowledgeChangeAsync(request).ResponseAsync));
        change = await Campaigns.GetKnowledgeChangeAsync(new() { Name = request.Name });
        (change.FlaggedLessons.Distinct().Count(), change.FlaggedLessons.Count, change.RemainingCount).ShouldBe((101, 101, 0));
        (await FlaggingsAsync(change.FlaggedLessons[^1])).ShouldBe(1);
    }

    private static ReportKnowledgeChangeRequest Request(params string[] tags) =>
        new() { Name = $"{Workspace}/knowledge-changes/{NewId()}", Trigger = Trigger.Policy, Tags = { tags }, Reason = "New advertising law" };

    private async Task<Lesson> LessonOf(Lesson lesson) => await Campaigns.GetLessonAsync(new() { Name = lesson.Name });

    private async Task<int> FlaggingsAsync(string lesson) =>
        (await Server.Operator.Events.ListEventsAsync(new() { Parent = Workspace, Filter = $"resource = \"{lesson}\"" })).Events.Count(each => each.Type == "lesson_flagged");
}
