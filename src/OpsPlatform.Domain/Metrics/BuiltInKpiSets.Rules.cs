using OpsPlatform.Metrics.V1;
using Direction = OpsPlatform.Metrics.V1.Metric.Types.Direction;
using Horizon = OpsPlatform.Metrics.V1.KpiSet.Types.Horizon;
using Measure = OpsPlatform.Metrics.V1.Kpi.Types.Measure;
using Period = OpsPlatform.Metrics.V1.Kpi.Types.Period;

namespace OpsPlatform.Domain.Metrics;

public static partial class BuiltInKpiSets
{
    private const int PercentBps = 100;

    /// <summary>Thresholds whose breach has a name.</summary>
    private static KpiSet[] Rules() =>
    [
        Set(
            "fan-pain",
            "Fan pain baselines",
            "Where fans are lost (MET-19).",
            Horizon.Middle,
            Percent("click-rate", 5).Called("LOW_CLICK"),
            Of("original-contents", 10).Upwards().Each(Period.Month).Called("LOW_ORIGINAL"),
            Of("feedback-time", DaySeconds).Called("SLOW_FEEDBACK"),
            Percent("churn-rate", 40).Strictly().Called("HIGH_CHURN")),

        Set(
            "community-health",
            "Community health",
            "When a community is ill, and what a healthy one reaches (MET-30).",
            Horizon.Short,
            Percent("interaction-rate", 5).Called("LOW_INTERACTION").In("health"),
            Of("group-messages", 10).Called("FEW_MESSAGES").In("health"),
            Percent("churn-rate", 40).Called("HIGH_LOSS").In("health"),
            Percent("ad-rate", 30).Called("AD_OVERLOAD").In("health"),
            Percent("satisfaction-rate", 85).Called("LOW_SATISFACTION").In("goals"),
            Percent("win-back-rate", 25).Called("LOW_WIN_BACK").In("goals"),
            Percent("high-value-user-rate", 30).Called("FEW_HIGH_VALUE").In("goals"),
            Of("detection-time", 4 * HourSeconds).Called("SLA_MISS").In("detection")),

        Set(
            "fan-infrastructure",
            "Fan infrastructure",
            "What has to be there before fans are invited (ACC-17, FAN-01, FAN-02).",
            Horizon.Middle,
            Percent("points-coverage-rate", 65).Called("BELOW_TARGET"),
            Percent("private-pool-rate", 30).Called("POOL_SMALL"),
            Of("bot-reply-time", 3000).Strictly().Called("SLOW_BOT"),
            Of("core-api-time", 500).Strictly().Called("SLOW_API")),

        Set(
            "fan-balance",
            "Emotion and commerce",
            "What contents speak of (FAN-05).",
            Horizon.Short,
            Percent("emotional-content-rate", 40).Called("LOW_EMOTION"),
            Percent("marketing-content-rate", 30).Called("MARKETING_OVERLOAD")),

        Set(
            "fan-retention",
            "Retention and win-back",
            "Who stays, and who comes back (FAN-06).",
            Horizon.Short,
            Percent("week-retention-rate", 50, 20).Called("LOW_RETENTION"),
            Percent("wake-up-rate", 25).Called("LOW_WAKE_UP"),
            Percent("win-back-rate", 25).Called("LOW_WIN_BACK"),
            Growth("churn-rate", -35).Called("HIGH_CHURN")),

        Set(
            "data-hub",
            "Data hub",
            "Whether the data can be relied on (INT-05, MET-27).",
            Horizon.Short,
            Percent("capture-completeness-rate", 95).Called("INCOMPLETE"),
            Of("analysis-time", HourSeconds).Called("SLA_BREACH")),

        Set(
            "user-tags",
            "User tags",
            "Whether the tags of users are kept up (MET-28).",
            Horizon.Middle,
            Of("tag-updates", 2).Each(Period.Month).Called("STALE")),

        Set(
            "page-speed",
            "Page speed",
            "How fast the pages of a funnel load (MET-04).",
            Horizon.Short,
            Of("page-load-time", 2000).Called("SLOW_PAGE")),
    ];

    private static KpiSet Set(string id, string displayName, string description, Horizon horizon, params IEnumerable<Kpi> kpis) => new()
    {
        Name = id,
        DisplayName = displayName,
        Description = description,
        Horizon = horizon,
        CurrencyCode = KpiSetDecider.DefaultCurrency,
        Kpis = { kpis },
        BuiltIn = true,
    };

    private static Kpi[] Dimension(string group, params string[] metrics) => [.. metrics.Select(metric => Tracked(metric).In(group))];

    private static Kpi Tracked(string metric) => new() { Metric = metric, Direction = BuiltInMetrics.Find(metric)!.Direction, Measure = Measure.Value, Weight = 1 };

    private static Kpi Of(string metric, long target) => With(Tracked(metric), kpi => kpi.Target = target);

    private static Kpi Of(string metric, long target, long @base) => With(Of(metric, target), kpi => kpi.Base = @base);

    private static Kpi Percent(string metric, decimal target) => Of(metric, (long)(target * PercentBps));

    private static Kpi Percent(string metric, decimal target, decimal @base) => Of(metric, (long)(target * PercentBps), (long)(@base * PercentBps));

    private static Kpi Growth(string metric, decimal percent) => With(Percent(metric, percent), kpi => kpi.Measure = Measure.Relative);

    private static Kpi Points(string metric, decimal points) => With(Percent(metric, points), kpi => kpi.Measure = Measure.Points);

    private static Kpi In(this Kpi kpi, string group) => With(kpi, each => each.Group = group);

    private static Kpi Called(this Kpi kpi, string finding) => With(kpi, each => each.Finding = finding);

    private static Kpi Strictly(this Kpi kpi) => With(kpi, each => each.Strict = true);

    private static Kpi Upwards(this Kpi kpi) => With(kpi, each => each.Direction = Direction.HigherIsBetter);

    private static Kpi Each(this Kpi kpi, Period period) => With(kpi, each => each.Per = period);

    private static Kpi After(this Kpi kpi, int months) => With(kpi, each => each.DueMonths = months);

    private static Kpi Weighing(this Kpi kpi, int weight) => With(kpi, each => each.Weight = weight);

    private static Kpi With(Kpi kpi, Action<Kpi> change)
    {
        change(kpi);
        return kpi;
    }
}
