using OpsPlatform.Metrics.V1;
using Completeness = OpsPlatform.Metrics.V1.MetricPoint.Types.Completeness;
using Date = Google.Type.Date;
using State = OpsPlatform.Metrics.V1.MetricPoint.Types.State;
using Status = OpsPlatform.Metrics.V1.KpiResult.Types.Status;
using SummaryState = OpsPlatform.Metrics.V1.ScoreSummary.Types.State;
using Trend = OpsPlatform.Metrics.V1.KpiResult.Types.Trend;
using Unit = OpsPlatform.Metrics.V1.Metric.Types.Unit;

namespace OpsPlatform.Cli.Tests.Metrics;

internal static class Samples
{
    public static KpiSet KpiSet() => new()
    {
        Name = "workspaces/acme/kpi-sets/aarrr",
        DisplayName = "AARRR",
        Description = "From acquisition to referral.",
        CurrencyCode = "CNY",
        Horizon = OpsPlatform.Metrics.V1.KpiSet.Types.Horizon.Long,
        Kpis = { new Kpi { Metric = "monthly-activity-rate", Target = 4000, Base = 1500, Direction = Metric.Types.Direction.HigherIsBetter, Measure = Kpi.Types.Measure.Value, Weight = 2, Group = "retention" } },
        BuiltIn = true,
    };

    public static Scorecard Scorecard() => new()
    {
        KpiSet = "workspaces/acme/kpi-sets/aarrr",
        StartDate = March(1),
        EndDate = March(31),
        AccountCount = 2,
        CurrencyCode = "CNY",
        Results =
        {
            new KpiResult
            {
                Metric = "acquisition-cost", Group = "acquisition", Unit = Unit.Micros, Status = Status.Met, Actual = 80_000_000, Target = 80_000_000, Base = 500_000_000, Gap = 0, ProgressBps = 10_000, ScoreBps = 10_000, Weight = 1,
                Total = Point(62), Previous = Point(62), ChangeBps = -1250, Trend = Trend.Better,
            },
            new KpiResult
            {
                Metric = "monthly-activity-rate", Group = "retention", Unit = Unit.Ratio, Status = Status.Missed, Actual = 2500, Target = 4000, Base = 1500, Gap = -1500, ProgressBps = 4000, ScoreBps = 4000, Weight = 2,
                Total = Point(60), Previous = Point(62), ChangeBps = -300, Trend = Trend.Worse, Finding = "LOW_ACTIVITY",
            },
            new KpiResult { Metric = "analysis-time", Group = "retention", Unit = Unit.Duration, Status = Status.NoData, Target = 90_061, Weight = 1, Total = new MetricPoint { State = State.Missing, ExpectedCount = 62, Completeness = Completeness.Failed } },
        },
        Groups =
        {
            new ScoreSummary { Group = "acquisition", KpiCount = 1, MetCount = 1, ScoreBps = 10_000, State = SummaryState.Complete },
            new ScoreSummary { Group = "retention", KpiCount = 2, MissedCount = 1, NoDataCount = 1, ScoreBps = 4000, State = SummaryState.Incomplete },
        },
        Total = new ScoreSummary { KpiCount = 3, MetCount = 1, MissedCount = 1, NoDataCount = 1, ScoreBps = 6000, State = SummaryState.Incomplete },
        Verdict = OpsPlatform.Metrics.V1.Scorecard.Types.Verdict.Optimisation,
        ReviewDates = { March(7) },
    };

    public static Funnel Funnel() => new()
    {
        FunnelModel = "workspaces/acme/funnel-models/wechat",
        StartDate = March(1),
        EndDate = March(31),
        AccountCount = 2,
        Stages =
        {
            Stage("read", 100_000, FunnelStageResult.Types.Status.First, null, 100_000),
            Stage("browse", 8000, FunnelStageResult.Types.Status.Below, (800, 2000), 20_000),
            Stage("order", 960, FunnelStageResult.Types.Status.Met, (1200, 1200), 2400),
            new FunnelStageResult { Stage = "repurchase", Metric = "mini-program-reorders", Status = FunnelStageResult.Types.Status.NoData, Point = new MetricPoint { State = State.Missing, ExpectedCount = 62 }, TargetBps = 4000, ExpectedValue = 960 },
        },
        OverallRateBps = 38,
        Bottleneck = "browse",
        Incomplete = true,
        Finding = "STAGE_BREAK",
    };

    public static Audience Audience() => new()
    {
        Name = "workspaces/acme/audiences/fans",
        LifecycleModel = "three-stages",
        Records =
        {
            new AudienceRecord { RecordDate = March(1), Segments = { Segment("awareness", 9000), Segment("interest", 900), Segment("loyalty", 100) } },
            new AudienceRecord
            {
                RecordDate = March(31),
                Segments = { Segment("awareness", 8500), Segment("interest", 1300), Segment("loyalty", 200) },
                Moves = { new AudienceMove { Source = "awareness", Users = 500, Destination = "interest" }, new AudienceMove { Source = "interest", Users = 100, Destination = "loyalty" } },
            },
        },
        Finding = "TIER_STALE",
    };

    public static Goal Goal() => new()
    {
        Name = "workspaces/acme/goals/fans-2026",
        DisplayName = "New fans",
        Metric = "new-followers",
        Measure = Kpi.Types.Measure.Value,
        Year = 2026,
        Target = 86_000,
        QuarterTargets = { 21_500, 21_500, 21_500, 21_500 },
        Parts = { new GoalPart { Part = "content", ShareBps = 6300, Target = 54_180 }, new GoalPart { Part = "other", ShareBps = 3700, Target = 31_820 } },
        Revision = new GoalRevision { Target = 90_000, QuarterTargets = { 22_500, 22_500, 22_500, 22_500 }, Reason = "The spring went well", Proposer = "clients/acme-ops" },
        Etag = "2",
    };

    public static QueryMetricsResponse Series() => new()
    {
        Summary =
        {
            new MetricSeries
            {
                Metric = "plays",
                Unit = Unit.Count,
                AccountCount = 2,
                Points = { Day(1, 10), Day(2, null), Day(3, 80), Day(4, 45) },
                Total = new MetricPoint { StartDate = March(1), EndDate = March(4), State = State.Value, Value = 12_135, ThereCount = 6, ExpectedCount = 8, Completeness = Completeness.Failed },
                Previous = new MetricPoint { StartDate = March(1), EndDate = March(4), State = State.Value, Value = 10_000, ThereCount = 8, ExpectedCount = 8, Completeness = Completeness.Passed },
                ChangeBps = 2135,
                Benchmark = new BenchmarkComparison { Value = 8000, CrossIndustry = true, DeviationBps = 5169, Outlier = true, Rank = 1, CompetitorCount = 3 },
            },
        },
        Series = { new MetricSeries { Group = "workspaces/acme/platforms/douyin", Metric = "completion-rate", Unit = Unit.Ratio, AccountCount = 1, Total = Day(1, 1512) } },
    };

    public static Date March(int day) => new() { Year = 2026, Month = 3, Day = day };

    private static FunnelStageResult Stage(string stage, long value, FunnelStageResult.Types.Status status, (int Rate, int Target)? bps, long expected)
    {
        var result = new FunnelStageResult { Stage = stage, Metric = stage, Status = status, Point = new MetricPoint { State = State.Value, Value = value, ThereCount = 62, ExpectedCount = 62, Completeness = Completeness.Passed }, ExpectedValue = expected };
        if (bps is { } rates)
            (result.RateBps, result.TargetBps, result.GapBps) = (rates.Rate, rates.Target, rates.Rate - rates.Target);
        return result;
    }

    private static AudienceSegment Segment(string stage, long users) => new() { Stage = stage, Users = users };

    private static MetricPoint Day(int day, long? value) => new()
    {
        StartDate = March(day),
        EndDate = March(day),
        State = value is null ? State.Missing : State.Value,
        Value = value ?? 0,
        ThereCount = value is null ? 0 : 2,
        ExpectedCount = 2,
        Completeness = value is null ? Completeness.Failed : Completeness.Passed,
    };

    private static MetricPoint Point(int there) => new() { State = State.Value, Value = 1, ThereCount = there, ExpectedCount = 62, Completeness = Completeness.Passed };
}
