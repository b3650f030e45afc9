using OpsPlatform.Campaigns.V1;
using Finding = OpsPlatform.Campaigns.V1.LessonReport.Types.Finding;
using Trigger = OpsPlatform.Campaigns.V1.Lesson.Types.Trigger;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>How well knowledge is kept and used (KNO-03, KNO-04).</summary>
public static class LessonReports
{
    private const int MostNamed = 100;
    private const int LeastUsageBps = 5_000;
    private const int LeastValidityBps = 9_000;
    private const int Whole = 10_000;

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
        return report;
    }
}
