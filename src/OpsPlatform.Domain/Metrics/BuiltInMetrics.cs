using OpsPlatform.Metrics.V1;
using static OpsPlatform.Metrics.V1.Metric.Types;

namespace OpsPlatform.Domain.Metrics;

/// <summary>The metrics that every workspace has: five for each of five classes (MET-23), those that plans set targets for besides, and what they are computed from.</summary>
public static partial class BuiltInMetrics
{
    /// <summary>A part of a whole is at most all of it.</summary>
    internal const long WholeBps = 10_000;

    /// <summary>The most that a day can have: sums of a thousand accounts over years still fit.</summary>
    internal const long MostADay = 1_000_000_000_000_000;

    public static BuiltIns<Metric> All { get; } = new([
        .. Classes(),
        .. Goals(),
        .. Bases(),
    ]);

    public static Metric? Find(string id) => All.Find(id);

    private static Metric[] Classes() =>
    [
        Rate("completion-rate", "Completion rate", Class.Content, "completions", "plays"),
        Rate("like-rate", "Like rate", Class.Content, "likes", "plays"),
        Rate("comment-rate", "Comment rate", Class.Content, "comments", "plays"),
        Rate("forward-rate", "Forward rate", Class.Content, "forwards", "plays"),
        Rate("originality-rate", "Originality rate", Class.Content, "original-contents", "contents"),

        Count("new-followers", "New followers", Class.User, Direction.HigherIsBetter),
        Level("daily-active-users", "Daily active users", Class.User, Direction.HigherIsBetter),
        Rate("week-retention-rate", "Week retention rate", Class.User, "week-retained-users", "week-cohort-users"),
        Rate("month-retention-rate", "Month retention rate", Class.User, "month-retained-users", "month-cohort-users"),
        Rate("high-level-user-rate", "Rate of users of a high level", Class.User, "high-level-users", "users"),

        Rate("interaction-rate", "Interaction rate", Class.Business, "interactions", "plays"),
        Rate("conversion-rate", "Conversion rate", Class.Business, "orders", "visits"),
        Quotient("order-value", "Order value", Class.Business, Unit.Micros, Direction.HigherIsBetter, "sales", "orders"),
        Rate("repurchase-rate", "Repurchase rate", Class.Business, "repeat-buyers", "buyers"),
        Quotient("return-on-investment", "Return on investment", Class.Business, Unit.Ratio, Direction.HigherIsBetter, "sales", "marketing-cost"),

        Rate("recommendation-rate", "Rate of plays by recommendation", Class.Platform, "recommended-plays", "plays"),
        Count("exposures", "Exposures", Class.Platform, Direction.HigherIsBetter),
        Rate("search-source-rate", "Rate of plays whose source is search", Class.Platform, "search-plays", "plays"),
        Rate("user-path-rate", "Rate of plays that lead to the profile", Class.Platform, "profile-visits", "plays"),
        Rate("conversion-path-rate", "Rate of profile visits that lead to the shop", Class.Platform, "shop-visits", "profile-visits"),

        Count("violations", "Violations", Class.Compliance, Direction.LowerIsBetter),
        Count("complaints", "Complaints", Class.Compliance, Direction.LowerIsBetter),
        Count("penalties", "Penalties", Class.Compliance, Direction.LowerIsBetter),
        Quotient("rectification-time", "Rectification time", Class.Compliance, Unit.Duration, Direction.LowerIsBetter, "rectification-duration", "rectifications"),
        Level("open-risks", "Open risks", Class.Compliance, Direction.LowerIsBetter),
    ];

    private static Metric[] Bases() =>
    [
        Base("plays"),
        Base("completions"),
        Base("likes"),
        Base("comments"),
        Base("forwards"),
        Base("contents"),
        Base("original-contents"),
        Base("week-cohort-users"),
        Base("week-retained-users"),
        Base("month-cohort-users"),
        Base("month-retained-users"),
        Level("users", "Users", Class.Base, Direction.Unspecified),
        Level("high-level-users", "High level users", Class.Base, Direction.Unspecified),
        Base("interactions"),
        Base("visits"),
        Base("orders"),
        Base("sales", Unit.Micros),
        Base("marketing-cost", Unit.Micros),
        Base("buyers"),
        Base("repeat-buyers"),
        Base("recommended-plays"),
        Base("search-plays"),
        Base("profile-visits"),
        Base("shop-visits"),
        Base("rectifications"),
        Base("rectification-duration", Unit.Duration),
    ];

    private static Metric Base(string id, Unit unit = Unit.Count) =>
        New(id, $"{char.ToUpperInvariant(id[0])}{id[1..].Replace('-', ' ')}", Class.Base, unit, Direction.Unspecified, Aggregation.Sum);

    private static Metric Count(string id, string displayName, Class of, Direction direction) => New(id, displayName, of, Unit.Count, direction, Aggregation.Sum);

    /// <summary>What is there on a day, and not what came on it.</summary>
    private static Metric Level(string id, string displayName, Class of, Direction direction) => New(id, displayName, of, Unit.Count, direction, Aggregation.Mean);

    /// <summary>What is there at the end.</summary>
    private static Metric Last(string id, string displayName, Class of) => New(id, displayName, of, Unit.Count, Direction.HigherIsBetter, Aggregation.Last);

    private static Metric Rate(string id, string displayName, Class of, string numerator, string denominator, Direction direction = Direction.HigherIsBetter)
    {
        var rate = Quotient(id, displayName, of, Unit.Ratio, direction, numerator, denominator);
        rate.HighestValue = WholeBps;
        return rate;
    }

    private static Metric Quotient(string id, string displayName, Class of, Unit unit, Direction direction, string numerator, string denominator)
    {
        var quotient = New(id, displayName, of, unit, direction, Aggregation.Quotient);
        (quotient.NumeratorMetricId, quotient.DenominatorMetricId) = (numerator, denominator);
        return quotient;
    }

    private static Metric New(string id, string displayName, Class of, Unit unit, Direction direction, Aggregation aggregation) => new()
    {
        Name = id,
        MetricId = id,
        DisplayName = displayName,
        Class = of,
        Unit = unit,
        Direction = direction,
        Aggregation = aggregation,
        HighestValue = MostADay,
        BuiltIn = true,
    };
}
