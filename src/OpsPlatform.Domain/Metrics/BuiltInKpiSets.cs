using OpsPlatform.Metrics.V1;
using Horizon = OpsPlatform.Metrics.V1.KpiSet.Types.Horizon;
using Period = OpsPlatform.Metrics.V1.Kpi.Types.Period;

namespace OpsPlatform.Domain.Metrics;

/// <summary>The KPI sets that every workspace has: the targets of the five operation plans.</summary>
public static partial class BuiltInKpiSets
{
    private const int HourSeconds = 3600;
    private const int DaySeconds = 24 * HourSeconds;
    private const long Yuan = 1_000_000;

    public static BuiltIns<KpiSet> All { get; } = new([.. Plans(), .. Rules()]);

    private static KpiSet[] Plans() =>
    [
        Set(
            "daily-five",
            "Five daily metrics",
            "What to look at every day (MET-01).",
            Horizon.Short,
            Percent("completion-rate", 15),
            Percent("interaction-rate", 8),
            Percent("like-rate", 12),
            Percent("forward-rate", 6),
            Percent("comment-rate", 5)),

        Set(
            "wechat-three-year",
            "Three-year overall goal",
            "Where a brand on WeChat is to be after three years (MET-06).",
            Horizon.Long,
            Of("private-users", 5_000_000),
            Percent("monthly-activity-rate", 40, 15),
            Percent("originality-rate", 50, 20),
            Percent("mini-program-conversion-rate", 1.5m, 0.3m),
            Percent("return-on-investment", 800, 200)),

        Set(
            "wechat-content-user",
            "Content and user goals",
            "What contents and users of WeChat are to bring (MET-07).",
            Horizon.Long,
            Percent("open-rate", 25, 8).In("content"),
            Percent("interaction-rate", 15, 3).In("content"),
            Percent("forward-rate", 30, 10).In("content"),
            Percent("high-value-user-rate", 30, 15).In("user"),
            Percent("repurchase-rate", 35, 10).In("user"),
            Of("group-messages", 50, 10).In("user"),
            Percent("group-exit-rate", 10, 35).Strictly().In("user")),

        Set(
            "wechat-conversion-data",
            "Conversion and data goals",
            "What WeChat is to sell, and how far decisions rest on data (MET-08). Half faster is a third less time.",
            Horizon.Long,
            Percent("wechat-sales-rate", 60, 30).In("conversion"),
            Percent("data-driven-decision-rate", 90, 40).In("data"),
            Percent("persona-accuracy-rate", 90).In("data"),
            Growth("market-response-time", -33.33m).In("data")),

        Set(
            "wechat-process",
            "Process KPIs",
            "What a team does in time (MET-09).",
            Horizon.Middle,
            Of("original-contents", 50).Upwards().Each(Period.Month),
            Of("production-time", 7 * DaySeconds),
            Of("tag-updates", 2).Each(Period.Month),
            Of("community-topics", 4).Each(Period.Month),
            Percent("capture-completeness-rate", 95),
            Of("analysis-time", HourSeconds)),

        Set(
            "wechat-result",
            "Result KPIs",
            "What is looked at every quarter, and decides on resources (MET-10).",
            Horizon.Long,
            Percent("open-rate", 25).In("content"),
            Percent("interaction-rate", 15).In("content"),
            Percent("forward-rate", 30).In("content"),
            Of("private-users", 5_000_000).In("user"),
            Percent("monthly-activity-rate", 40).In("user"),
            Percent("repurchase-rate", 35).In("user"),
            Percent("mini-program-order-rate", 12).In("conversion"),
            Percent("wechat-sales-rate", 60).In("conversion"),
            Percent("return-on-investment", 800).In("conversion"),
            Percent("data-driven-decision-rate", 90).In("data"),
            Percent("persona-accuracy-rate", 90).In("data")),

        Set("aarrr", "AARRR", "From acquisition to referral, each stage alike (MET-11).", Horizon.Long, Pirates(growth: 1)),
        Set("aarrr-growth", "AARRR with an eye on growth", "Retention and referral count twice (MET-11).", Horizon.Long, Pirates(growth: 2)),

        Set(
            "fan-kpis",
            "Fan KPI system",
            "Thirteen metrics of four kinds to follow fans by (MET-17): contents interact by their comments, and spread by being forwarded.",
            Horizon.Middle,
            Tracked("interactions").Upwards().In("interaction"),
            Tracked("interaction-rate").In("interaction"),
            Tracked("interaction-depth").In("interaction"),
            Tracked("followers").In("growth"),
            Tracked("monthly-activity-rate").In("growth"),
            Tracked("month-retention-rate").In("growth"),
            Tracked("cart-rate").In("conversion"),
            Tracked("order-rate").In("conversion"),
            Tracked("order-value").In("conversion"),
            Tracked("repurchase-rate").In("conversion"),
            Tracked("completion-rate").In("content"),
            Tracked("comment-rate").In("content"),
            Tracked("forward-rate").In("content")),

        Set(
            "enterprise",
            "Scale, value and brand",
            "Three dimensions of an enterprise, judged every quarter (MET-20, EVA-03). The share of voice is to grow by 3 points.",
            Horizon.Long,
            Growth("followers", 20).In("scale"),
            Percent("interaction-rate", 12).In("scale"),
            Percent("conversion-rate", 1.5m).In("value"),
            Growth("order-value", 10).In("value"),
            Points("voice-share-rate", 3).In("brand"),
            Percent("net-promoter-score", 85).In("brand")),

        Set(
            "enterprise-horizons",
            "Enterprise horizons",
            "What is expected after three, six and twelve months (MET-21). The history's curve is taken for the range before.",
            Horizon.Long,
            Growth("followers", 0).Strictly().After(3).In("breakthrough"),
            Percent("conversion-rate", 1.5m).After(6).In("closed-loop"),
            Of("interactions", 10_000).Upwards().Strictly().Each(Period.Day).After(12).In("benchmark")),

        Set(
            "growth-goals",
            "Growth goals",
            "What is expected in half a year, and after one (MET-22). Growth is relative; make a set with POINTS where points are meant.",
            Horizon.Long,
            Growth("followers", 50).After(6).In("short"),
            Growth("interaction-rate", 20).After(6).In("short"),
            Growth("conversion-rate", 10).After(6).In("short"),
            Of("industry-rank", 5).After(12).In("middle"),
            Growth("sales", 30).Upwards().After(12).In("middle")),

        Set(
            "effect-evaluation",
            "Effect evaluation",
            "Four dimensions with five metrics each (MET-24, EVA-01). They are looked at, and have no targets.",
            Horizon.Middle,
            [
                .. Dimension("content", "completion-rate", "like-rate", "comment-rate", "forward-rate", "originality-rate"),
                .. Dimension("user", "new-followers", "daily-active-users", "week-retention-rate", "month-retention-rate", "high-level-user-rate"),
                .. Dimension("business", "interaction-rate", "conversion-rate", "order-value", "repurchase-rate", "return-on-investment"),
                .. Dimension("brand", "awareness-rate", "reputation-rate", "user-review-rate", "media-review-rate", "industry-rank"),
            ]),

        Set(
            "expected-effects",
            "Expected effects",
            "What a campaign is expected to bring (MET-25). Times 2.3 is 130 % more.",
            Horizon.Middle,
            Growth("exposures", 130).In("reach"),
            Of("new-followers", 86_000).In("user"),
            Growth("interaction-rate", 50).In("content"),
            Percent("completion-rate", 58).In("content"),
            Percent("like-rate", 12).In("content"),
            Percent("comment-rate", 5).In("content"),
            Percent("conversion-rate", 8.3m).In("business"),
            Percent("product-click-rate", 15).In("business"),
            Percent("order-rate", 3.2m).In("business"),
            Growth("order-value", 40).In("business"),
            Points("awareness-rate", 21).In("brand"),
            Points("reputation-rate", 17).In("brand"),
            Percent("repurchase-rate", 42).In("brand")),

        Set(
            "five-dimensions",
            "Five dimensions",
            "How growth of users becomes brand influence (MET-29, EVA-02). They are looked at, and have no targets.",
            Horizon.Short,
            Tracked("followers").In("user-growth"),
            Tracked("completion-rate").In("content-quality"),
            Tracked("interaction-rate").In("interaction-depth"),
            Tracked("conversion-rate").In("conversion"),
            Tracked("awareness-rate").In("brand-influence")),

        Set(
            "lifecycle-five",
            "Five lifecycle segments",
            "What each segment of the lifecycle is to bring (MET-12).",
            Horizon.Middle,
            Percent("week-retention-rate", 50, 20).In("new"),
            Percent("wake-up-rate", 25).In("silent"),
            Growth("order-value", 30).In("high-value"),
            Growth("churn-rate", -35).In("churn-risk")),
    ];

    private static Kpi[] Pirates(int growth) =>
    [
        Of("acquisition-cost", 80 * Yuan, 500 * Yuan).In("acquisition"),
        Percent("week-retention-rate", 50, 20).In("activation"),
        Percent("monthly-activity-rate", 40, 15).In("retention").Weighing(growth),
        Percent("repurchase-rate", 35, 10).In("revenue"),
        Percent("referral-rate", 20, 5).In("referral").Weighing(growth),
    ];
}
