using OpsPlatform.Metrics.V1;
using static OpsPlatform.Metrics.V1.Metric.Types;

namespace OpsPlatform.Domain.Metrics;

public static partial class BuiltInMetrics
{
    /// <summary>What the operation plans set targets for beyond the five classes, each followed by the parts that are counted for it alone.</summary>
    private static Metric[] Goals() =>
    [
        // Stages of funnels.
        .. Counted("consultations", "private-intakes"),

        Last("followers", "Followers", Class.Goal),
        Last("private-users", "Users of the private domain", Class.Goal),

        Rate("open-rate", "Open rate", Class.Goal, "opens", "deliveries"),
        .. Counted("opens", "deliveries"),
        Rate("click-rate", "Click rate", Class.Goal, "clicks", "exposures"),
        .. Counted("clicks"),
        Rate("product-click-rate", "Rate of plays that lead to a product", Class.Goal, "product-clicks", "plays"),
        .. Counted("product-clicks"),
        Rate("order-rate", "Rate of plays that lead to an order", Class.Goal, "orders", "plays"),
        Rate("cart-rate", "Rate of product clicks that fill a cart", Class.Goal, "cart-additions", "product-clicks"),
        .. Counted("cart-additions"),
        Rate("mini-program-click-rate", "Rate of reads that lead to the mini program", Class.Goal, "mini-program-clicks", "reads"),
        .. Counted("reads", "mini-program-clicks"),
        Rate("mini-program-order-rate", "Rate of mini program clicks that lead to an order", Class.Goal, "mini-program-orders", "mini-program-clicks"),
        .. Counted("mini-program-orders", "mini-program-reorders"),
        Rate("mini-program-conversion-rate", "Rate of mini program visits that lead to an order", Class.Goal, "mini-program-orders", "mini-program-visits"),
        .. Counted("mini-program-visits"),
        Rate("wechat-sales-rate", "Rate of sales within WeChat", Class.Goal, "wechat-sales", "sales"),
        Base("wechat-sales", Unit.Micros),

        Rate("monthly-activity-rate", "Rate of users who are active in the month", Class.Goal, "monthly-active-users", "users"),
        Rate("high-value-user-rate", "Rate of users of high value", Class.Goal, "high-value-users", "users"),
        Rate("referral-rate", "Rate of users who refer others", Class.Goal, "referring-users", "users"),
        Rate("churn-rate", "Rate of users who leave", Class.Goal, "churned-users", "users", Direction.LowerIsBetter),
        Level("monthly-active-users", "Monthly active users", Class.Base, Direction.Unspecified),
        Level("high-value-users", "High value users", Class.Base, Direction.Unspecified),
        Level("referring-users", "Referring users", Class.Base, Direction.Unspecified),
        .. Counted("churned-users"),
        Rate("wake-up-rate", "Rate of silent users who wake up in 30 days", Class.Goal, "woken-users", "silent-users"),
        .. Counted("silent-users", "woken-users"),
        Rate("win-back-rate", "Rate of lost users who are won back in 30 days", Class.Goal, "won-back-users", "lost-users"),
        .. Counted("lost-users", "won-back-users"),
        Quotient("acquisition-cost", "Cost of a new user", Class.Goal, Unit.Micros, Direction.LowerIsBetter, "marketing-cost", "acquired-users"),
        .. Counted("acquired-users"),
        Quotient("lifetime-value-return", "Lifetime value for what was spent", Class.Goal, Unit.Ratio, Direction.HigherIsBetter, "lifetime-value", "marketing-cost"),
        Base("lifetime-value", Unit.Micros),

        Level("group-messages", "Messages in a group", Class.Goal, Direction.HigherIsBetter),
        Rate("group-exit-rate", "Rate of members who leave a group", Class.Goal, "group-exits", "group-members", Direction.LowerIsBetter),
        .. Counted("group-exits"),
        Level("group-members", "Group members", Class.Base, Direction.Unspecified),
        Rate("ad-rate", "Rate of group messages that are advertisements", Class.Goal, "group-ads", "group-posts", Direction.LowerIsBetter),
        .. Counted("group-posts", "group-ads"),
        Count("community-topics", "Community topics", Class.Goal, Direction.HigherIsBetter),
        Rate("satisfaction-rate", "Rate of users who are content", Class.Goal, "satisfied-answers", "satisfaction-answers"),
        .. Counted("satisfaction-answers", "satisfied-answers"),
        Quotient("interaction-depth", "Interactions of each who interacts", Class.Goal, Unit.Ratio, Direction.HigherIsBetter, "interactions", "interacting-users"),
        .. Counted("interacting-users"),
        Rate("emotional-content-rate", "Rate of contents that speak to the heart", Class.Goal, "emotional-contents", "contents"),
        Rate("marketing-content-rate", "Rate of contents that sell", Class.Goal, "marketing-contents", "contents", Direction.LowerIsBetter),
        .. Counted("emotional-contents", "marketing-contents"),

        // Below zero it counts as zero.
        Rate("net-promoter-score", "Net promoter score", Class.Goal, "net-promoters", "promotion-answers"),
        .. Counted("net-promoters", "promotion-answers"),
        Rate("voice-share-rate", "Share of voice", Class.Goal, "brand-mentions", "market-mentions"),
        .. Counted("brand-mentions", "market-mentions"),
        Rate("awareness-rate", "Rate of those asked who know the brand", Class.Goal, "aware-answers", "awareness-answers"),
        .. Counted("aware-answers", "awareness-answers"),
        Rate("reputation-rate", "Rate of mentions that are favourable", Class.Goal, "favourable-mentions", "brand-mentions"),
        .. Counted("favourable-mentions"),
        Rate("user-review-rate", "Rate of users' reviews that are favourable", Class.Goal, "favourable-user-reviews", "user-reviews"),
        .. Counted("favourable-user-reviews", "user-reviews"),
        Rate("media-review-rate", "Rate of media's reviews that are favourable", Class.Goal, "favourable-media-reviews", "media-reviews"),
        .. Counted("favourable-media-reviews", "media-reviews"),
        Level("industry-rank", "Rank in the industry", Class.Goal, Direction.LowerIsBetter),

        Rate("points-coverage-rate", "Rate of core fans who collect points", Class.Goal, "core-fans-with-points", "core-fans"),
        Level("core-fans", "Core fans", Class.Base, Direction.Unspecified),
        Level("core-fans-with-points", "Core fans with points", Class.Base, Direction.Unspecified),
        Rate("private-pool-rate", "Room in the private pool for each follower", Class.Goal, "private-pool-capacity", "followers"),
        Level("private-pool-capacity", "Private pool capacity", Class.Base, Direction.Unspecified),

        Rate("data-driven-decision-rate", "Rate of decisions with evidence", Class.Goal, "data-driven-decisions", "decisions"),
        .. Counted("decisions", "data-driven-decisions"),
        Rate("persona-accuracy-rate", "Rate of personas that are right", Class.Goal, "accurate-personas", "checked-personas"),
        .. Counted("checked-personas", "accurate-personas"),
        Count("tag-updates", "Updates of the users' tags", Class.Goal, Direction.HigherIsBetter),
        Rate("capture-completeness-rate", "Rate of expected data that came", Class.Goal, "captured-points", "expected-points"),
        .. Counted("expected-points", "captured-points"),

        Time("production-time", "Time to produce a content", Unit.Duration, "production-duration", "produced-contents"),
        Time("analysis-time", "Time until an analysis is ready", Unit.Duration, "analysis-duration", "analyses"),
        Time("market-response-time", "Time to respond to the market", Unit.Duration, "market-response-duration", "market-responses"),
        Time("feedback-time", "Time to answer feedback", Unit.Duration, "feedback-duration", "feedbacks"),
        Time("detection-time", "Time until an anomaly is told of", Unit.Duration, "detection-duration", "anomalies"),
        Time("page-load-time", "Time to load a page", Unit.Milliseconds, "page-load-milliseconds", "page-loads"),
        Time("bot-reply-time", "Time until the bot replies", Unit.Milliseconds, "bot-reply-milliseconds", "bot-replies"),
        Time("core-api-time", "Time until a core API answers", Unit.Milliseconds, "core-api-milliseconds", "core-api-calls"),
        .. Counted("produced-contents", "analyses", "market-responses", "feedbacks", "anomalies", "page-loads", "bot-replies", "core-api-calls"),
        .. Timed(Unit.Duration, "production-duration", "analysis-duration", "market-response-duration", "feedback-duration", "detection-duration"),
        .. Timed(Unit.Milliseconds, "page-load-milliseconds", "bot-reply-milliseconds", "core-api-milliseconds"),
    ];

    private static IEnumerable<Metric> Counted(params string[] ids) => ids.Select(id => Base(id));

    private static IEnumerable<Metric> Timed(Unit unit, params string[] ids) => ids.Select(id => Base(id, unit));

    private static Metric Time(string id, string displayName, Unit unit, string numerator, string denominator) =>
        Quotient(id, displayName, Class.Goal, unit, Direction.LowerIsBetter, numerator, denominator);
}
