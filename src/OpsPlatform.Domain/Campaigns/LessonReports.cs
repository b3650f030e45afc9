using OpsPlatform.Campaigns.V1;
using Finding = OpsPlatform.Campaigns.V1.LessonReport.Types.Finding;
using Kind = OpsPlatform.Campaigns.V1.Lesson.Types.Kind;
using Trigger = OpsPlatform.Campaigns.V1.Lesson.Types.Trigger;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>How well knowledge is kept and used (KNO-03, KNO-04).</summary>
public static class LessonReports
{
    private const int MostNamed = 100;
    private const int LeastUsageBps = 5_000;
    private const int LeastValidityBps = 9_000;
    private const int MostTags = 10;
    private const int Whole = 10_000;

    private static readonly TimeSpan ProblemTime = TimeSpan.FromHours(2);

    public static LessonReport Of(IReadOnlyCollection<Lesson> lessons, DateTimeOffset now)
    {
        var stale = lessons.Where(lesson => lesson.ReviewTime.ToDateTimeOffset().AddMonths(3) < now).Select(lesson => lesson.Name).ToArray();
        var report = new LessonReport
        {
            LessonCount = lessons.Count,
            UsedCount = lessons.Count(lesson => lesson.UseCount > 0),
            ValidCount = lessons.Count(lesson => !lesson.Outdated),
            StaleLessons = { stale.Take(MostNamed) },
            FlaggedLessons = { lessons.Where(lesson => lesson.Flag != Trigger.Unspecified).Select(lesson => lesson.Name).Take(MostNamed) },
        };
        var overdue = lessons.Where(lesson => lesson is { Kind: Kind.Problem, Solution: "" } && lesson.CreateTime.ToDateTimeOffset() + ProblemTime < now).OrderBy(lesson => lesson.CreateTime).Select(lesson => lesson.Name).ToArray();
        report.OverdueProblems.Add(overdue.Take(MostNamed));
        report.Kinds.Add(lessons.GroupBy(lesson => lesson.Kind).OrderBy(kind => kind.Key).Select(Counted));
        if (lessons.Count == 0)
            return report;
        report.UsageBps = (int)(report.UsedCount * (long)Whole / lessons.Count);
        report.ValidityBps = (int)(report.ValidCount * (long)Whole / lessons.Count);
        if (report.UsageBps < LeastUsageBps)
            report.Findings.Add(Finding.LowUsage);
        if (report.ValidityBps < LeastValidityBps)
            report.Findings.Add(Finding.LowValidity);
        if (stale.Length > 0)
            report.Findings.Add(Finding.Stale);
        if (overdue.Length > 0)
            report.Findings.Add(Finding.ProblemOverdue);
        return report;
    }

    private static LessonKindCount Counted(IGrouping<Kind, Lesson> kind) => new()
    {
        Kind = kind.Key,
        Count = kind.Count(),
        UsedCount = kind.Count(lesson => lesson.UseCount > 0),
        Tags = { kind.SelectMany(lesson => lesson.Tags).CountBy(tag => tag).OrderByDescending(tag => tag.Value).ThenBy(tag => tag.Key, StringComparer.Ordinal).Take(MostTags).Select(tag => tag.Key) },
    };
}
