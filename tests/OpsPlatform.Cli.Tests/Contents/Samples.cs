using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Contents.V1;
using State = OpsPlatform.Contents.V1.Content.Types.State;

namespace OpsPlatform.Cli.Tests.Contents;

internal static class Samples
{
    private static readonly Timestamp Time = new DateTime(2026, 3, 12, 8, 0, 0, DateTimeKind.Utc).ToTimestamp();
    private static readonly string Sha256 = new('9', 64);

    public static Content Content() => new()
    {
        Name = "workspaces/acme/contents/spring-tea",
        Account = "workspaces/acme/accounts/channels-main",
        Kind = OpsPlatform.Contents.V1.Content.Types.Kind.Video,
        Title = "春茶 Spring tea",
        BodyText = "七片叶子。",
        Duration = Duration.FromTimeSpan(TimeSpan.FromMinutes(3)),
        Classes = { "know-how" },
        State = OpsPlatform.Contents.V1.Content.Types.State.InReview,
        Version = 2,
        Sha256 = Sha256,
        Authors = { "acme-ops" },
        Review = new Review
        {
            Chain = "workspaces/acme/review-chains/review-b",
            Stages =
            {
                new ReviewStage { RoleId = "content-planner", DisplayName = "Self-check", SelfReview = true },
                new ReviewStage { RoleId = "legal", DisplayName = "Legal", Deadline = Duration.FromTimeSpan(TimeSpan.FromDays(1)), EscalationRoleId = "operations-director" },
            },
            Stage = 2,
            Submitter = "acme-ops",
            SubmitTime = Time,
            Sha256 = Sha256,
            DeadlineTime = Time,
            Approvals = { new StageApproval { Stage = 1, Principal = "acme-ops", RoleId = "content-planner", Sha256 = Sha256, ApproveTime = Time } },
        },
        CreateTime = Time,
        UpdateTime = Time,
        Etag = "4",
    };

    public static CompareContentVersionsResponse Comparison() => new()
    {
        FromSha256 = Sha256,
        ToSha256 = Sha256.Replace('9', '8'),
        ChangedFields = { "body_text" },
        TextChanges =
        {
            new TextChange { Kind = TextChange.Types.Kind.Kept, Text = "春茶" },
            new TextChange { Kind = TextChange.Types.Kind.Removed, Text = "七片叶子。" },
            new TextChange { Kind = TextChange.Types.Kind.Added, Text = "八片叶子。\n不多不少。" },
        },
    };

    public static CheckReport Check() => new()
    {
        Sha256 = Sha256,
        Disposition = CheckReport.Types.Disposition.Reject,
        Findings =
        {
            new CheckFinding { Code = CheckFinding.Types.Code.WordListed, Severity = Severity.Block, Field = "body_text", Start = 2, End = 5, Word = "国家级", Rule = "Article 9", WordListVersion = "workspaces/acme/word-lists/ads/versions/1" },
            new CheckFinding { Code = CheckFinding.Types.Code.HookLate, Severity = Severity.Warning, Field = "hook_offset", Actual = 16, Limit = 15 },
        },
        WordListVersions = { "workspaces/acme/word-lists/ads/versions/1" },
        Fit = new PlatformFit { Score = 75, AudienceScore = 25, FormatScore = 25, LengthScore = 25 },
    };

    public static Calendar Calendar()
    {
        var calendar = new Calendar { Days = { Enumerable.Range(1, 9).Select(day => new CalendarDay { Date = new() { Year = 2026, Month = 4, Day = day } }) } };
        calendar.Days[0].Entries.Add([Entry("07:00", "春茶", State.Live), Entry("12:00", "A long headline", State.Published)]);
        calendar.Days[3].Entries.Add(Entry("20:00", "Tea\u001b[2J", State.Missed));
        calendar.Days[8].Entries.Add(Entry("12:00", "Cold brew", State.Scheduled));
        calendar.Findings.Add(new CalendarFinding { Code = CalendarFinding.Types.Code.MissingClass, Date = new() { Year = 2026, Month = 4, Day = 1 }, ClassId = "brand-story", Minimum = 1 });
        return calendar;

        static CalendarEntry Entry(string time, string title, State state) => new() { TimeOfDay = time, Title = title, State = state };
    }

    public static Mix Mix() => new()
    {
        Preset = MixPreset.Value,
        ContentCount = 4,
        Classes =
        {
            new MixClass { ClassId = "know-how", ContentCount = 2, ActualBps = 5000, TargetBps = 3000, DeviationBps = 2000, PlannedCount = 12 },
            new MixClass { ClassId = "scene", ContentCount = 1, ActualBps = 2500, TargetBps = 2500, PlannedCount = 10 },
            new MixClass { ClassId = "co-creation", TargetBps = 2000, DeviationBps = -2000, PlannedCount = 8 },
            new MixClass { ClassId = "interactive", ContentCount = 1, ActualBps = 2500, TargetBps = 2500, PlannedCount = 10 },
        },
    };
}
