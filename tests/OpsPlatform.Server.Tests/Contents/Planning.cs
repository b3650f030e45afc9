using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;
using Code = OpsPlatform.Contents.V1.CalendarFinding.Types.Code;
using Date = Google.Type.Date;

namespace OpsPlatform.Server.Tests.Contents;

/// <summary>What is planned, seen by days and by what it is made of.</summary>
public sealed class Planning(RunningServer server) : ContentTest(server)
{
    [Fact, Trait("row", "CON-01"), Trait("row", "CON-11")]
    public async Task A_calendar_shows_the_days_of_those_who_work_there()
    {
        var account = (await AccountAsync()).Name;
        var story = await ScheduledAsync(account, April(1, 7), "Story", "brand-story");
        var late = await ScheduledAsync(account, April(1, 23), "Scene", "usage-scene");
        await ScheduledAsync(account, April(3, 7), "Out of range");
        await ScheduledAsync((await AccountAsync()).Name, April(1, 7), "Another account's");

        var calendar = await Contents.GetCalendarAsync(new() { Parent = Workspace, StartDate = Day(1), EndDate = Day(2), Accounts = { account }, Rhythm = Rhythm.ThreeSlots });
        calendar.Days.Select(day => (day.Date.Day, string.Join(',', day.Entries.Select(entry => $"{entry.TimeOfDay} {entry.Title}")))).ShouldBe([(1, "07:00 Story,23:00 Scene"), (2, "")]);
        calendar.Findings.Where(finding => finding.Date.Day == 1).Select(finding => (finding.Code, finding.Content, finding.ClassId)).ShouldBe(
            [(Code.MissingClass, "", "product-display"), (Code.SlotMismatch, late.Name, "")]);

        // In UTC, the first of them is out on the day before.
        var elsewhere = await Contents.GetCalendarAsync(new() { Parent = Workspace, StartDate = Day(1), EndDate = Day(1), Accounts = { account }, UtcOffsetMinutes = 0 });
        elsewhere.Days.Single().Entries.Select(entry => entry.TimeOfDay).ShouldBe(["15:00"]);
        story.SlotTime.ShouldBe(April(1, 7).ToTimestamp());
        await Contents.GetCalendarAsync(new() { Parent = Workspace, StartDate = Day(2), EndDate = Day(1) }).Refused(ErrorReason.ContentRangeInvalid);
        await Contents.GetCalendarAsync(new() { Parent = Workspace, StartDate = Day(1), EndDate = Day(1), Accounts = { $"{account}x" } }).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact, Trait("row", "CON-03"), Trait("row", "CON-04")]
    public async Task A_mix_is_told_with_its_deviation_and_splits_a_plan()
    {
        var account = (await AccountAsync()).Name;
        foreach (var of in new[] { "know-how", "know-how", "scene", "interactive", "other" })
            await ScheduledAsync(account, April(10, 12), of, of);
        var request = new GetMixRequest { Parent = Workspace, Preset = MixPreset.Value, StartDate = Day(1), EndDate = Day(30), Accounts = { account }, PlannedCount = 40 };
        var mix = await Contents.GetMixAsync(request);
        (mix.ContentCount, mix.UnclassifiedCount).ShouldBe((5, 1));
        mix.Classes.Select(part => (part.ClassId, part.ActualBps, part.DeviationBps, part.PlannedCount)).ShouldBe(
            [("know-how", 5000, 2000, 12), ("scene", 2500, 0, 10), ("co-creation", 0, -2000, 8), ("interactive", 2500, 0, 10)]);

        (await Contents.GetMixAsync(new(request) { Preset = MixPreset.Pyramid, PlannedCount = 50 })).Classes.Select(part => part.PlannedCount).ShouldBe([10, 15, 25]);
        (await Contents.GetMixAsync(new(request) { Preset = MixPreset.Unspecified }).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["preset"]);
        var custom = new GetMixRequest(request) { Preset = MixPreset.Custom, Shares = { new MixShare { ClassId = "know-how", ShareBps = 9000 } } };
        (await Contents.GetMixAsync(custom).Refused(ErrorReason.ContentMixSum)).Info.Metadata["sum"].ShouldBe("9000");
        custom.Shares.Add(new MixShare { ClassId = "scene", ShareBps = 1000 });
        (await Contents.GetMixAsync(custom)).Classes.Select(part => part.PlannedCount).ShouldBe([36, 4]);
    }

    [Fact, Trait("row", "CON-11")]
    public async Task Followers_of_a_tag_are_found_what_speaks_to_them()
    {
        var account = (await AccountAsync()).Name;
        var parenting = await DraftAsync(draft => Speaks(draft, "mother"));
        await DraftAsync(draft => Speaks(draft, "career-starter"));
        (await Contents.ListContentsAsync(new() { Parent = Workspace, Filter = $"account = \"{account}\" AND audience_tags:\"mother\"" })).Contents.ShouldBe([parenting]);

        void Speaks(Content draft, string tag)
        {
            draft.Account = account;
            draft.AudienceTags.Add(tag);
        }
    }

    /// <summary>As the clocks in China have it.</summary>
    private static DateTimeOffset April(int day, int hour) => new(2026, 4, day, hour, 0, 0, TimeSpan.FromHours(8));

    private static Date Day(int day) => new() { Year = 2026, Month = 4, Day = day };

    private async Task<Content> ScheduledAsync(string account, DateTimeOffset time, string title, params string[] classes)
    {
        var approved = await ApprovedAsync(draft =>
        {
            (draft.Account, draft.Title) = (account, title);
            draft.Classes.Add(classes);
        });
        return await Contents.ScheduleContentAsync(new() { Name = approved.Name, PublishTime = time.ToTimestamp() });
    }
}
