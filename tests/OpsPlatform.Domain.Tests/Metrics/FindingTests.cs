using OpsPlatform.Metrics.V1;
using Status = OpsPlatform.Metrics.V1.KpiResult.Types.Status;

namespace OpsPlatform.Domain.Tests.Metrics;

/// <summary>Thresholds whose breach has a name, on both sides.</summary>
public sealed class FindingTests : ScoringTest
{
    [Theory]
    [InlineData("fan-pain", "click-rate", 49, 1000, "LOW_CLICK"), InlineData("fan-pain", "click-rate", 50, 1000, "")]
    [InlineData("fan-pain", "feedback-time", (24 * 3600) + 60, 1, "SLOW_FEEDBACK"), InlineData("fan-pain", "feedback-time", 24 * 3600, 1, "")]
    [Trait("row", "MET-19")]
    public void Where_fans_are_lost_has_a_name(string set, string metric, int numerator, int denominator, string finding) => Found(set, metric, numerator, denominator, finding);

    [Theory, Trait("row", "MET-19")]
    [InlineData(9, "LOW_ORIGINAL")]
    [InlineData(10, "")]
    public void Ten_originals_a_month_are_enough(int originals, string finding) =>
        Result(Score("fan-pain", ("original-contents", Value(originals))), "original-contents").Finding.ShouldBe(finding);

    [Theory]
    [InlineData("ad-rate", 31, 100, "AD_OVERLOAD"), InlineData("ad-rate", 30, 100, "")]
    [InlineData("interaction-rate", 49, 1000, "LOW_INTERACTION"), InlineData("interaction-rate", 50, 1000, "")]
    [InlineData("satisfaction-rate", 16, 20, "LOW_SATISFACTION"), InlineData("satisfaction-rate", 17, 20, "")]
    [InlineData("high-value-user-rate", 1_500_000, 5_000_000, "")]
    [InlineData("detection-time", (4 * 3600) + 1, 1, "SLA_MISS"), InlineData("detection-time", 4 * 3600, 1, "")]
    [Trait("row", "MET-30")]
    public void An_ill_community_is_found(string metric, int numerator, int denominator, string finding) => Found("community-health", metric, numerator, denominator, finding);

    [Theory, Trait("row", "MET-28")]
    [InlineData(1, "STALE")]
    [InlineData(2, "")]
    public void Tags_are_kept_up_twice_a_month(int updates, string finding) => Result(Score("user-tags", ("tag-updates", Value(updates))), "tag-updates").Finding.ShouldBe(finding);

    [Theory]
    [InlineData("points-coverage-rate", 649, 1000, "BELOW_TARGET"), InlineData("points-coverage-rate", 650, 1000, "")]
    [Trait("row", "FAN-01"), Trait("row", "MET-16")]
    public void Points_cover_the_core_fans(string metric, int numerator, int denominator, string finding) => Found("fan-infrastructure", metric, numerator, denominator, finding);

    [Fact, Trait("row", "FAN-01")]
    public void Without_core_fans_nothing_is_covered_or_not()
    {
        var result = Result(Score("fan-infrastructure", ("points-coverage-rate", Parts(0, 0))), "points-coverage-rate");
        (result.Status, result.HasActual, result.Finding).ShouldBe((Status.Undefined, false, ""));
    }

    [Theory]
    [InlineData("private-pool-rate", 59_999, 200_000, "POOL_SMALL"), InlineData("private-pool-rate", 60_000, 200_000, "")]
    [InlineData("private-pool-rate", 60_000, 200_001, "POOL_SMALL")]
    [Trait("row", "FAN-02")]
    public void The_private_pool_grows_with_the_fans(string metric, int numerator, int denominator, string finding) => Found("fan-infrastructure", metric, numerator, denominator, finding);

    [Theory]
    [InlineData("bot-reply-time", 2900, 1, ""), InlineData("bot-reply-time", 3000, 1, "SLOW_BOT")]
    [InlineData("core-api-time", 500, 1, "SLOW_API"), InlineData("core-api-time", 998, 2, "")]
    [InlineData("private-pool-rate", 29_999, 100_000, "POOL_SMALL"), InlineData("private-pool-rate", 30_000, 100_000, "")]
    [Trait("row", "ACC-17")]
    public void Fans_are_answered_in_time(string metric, int numerator, int denominator, string finding) => Found("fan-infrastructure", metric, numerator, denominator, finding);

    [Theory]
    [InlineData("emotional-content-rate", 4, 10, ""), InlineData("emotional-content-rate", 3, 10, "LOW_EMOTION")]
    [InlineData("marketing-content-rate", 3, 10, ""), InlineData("marketing-content-rate", 4, 10, "MARKETING_OVERLOAD")]
    [Trait("row", "FAN-05")]
    public void Emotion_and_commerce_are_in_balance(string metric, int numerator, int denominator, string finding) => Found("fan-balance", metric, numerator, denominator, finding);

    [Theory]
    [InlineData("week-retention-rate", 500, 1000, ""), InlineData("week-retention-rate", 499, 1000, "LOW_RETENTION")]
    [InlineData("win-back-rate", 25, 100, ""), InlineData("win-back-rate", 24, 100, "LOW_WIN_BACK")]
    [Trait("row", "FAN-06")]
    public void Who_stays_and_who_comes_back_is_counted(string metric, int numerator, int denominator, string finding) => Found("fan-retention", metric, numerator, denominator, finding);

    [Theory]
    [InlineData("capture-completeness-rate", 94, 100, "INCOMPLETE"), InlineData("capture-completeness-rate", 95, 100, "")]
    [InlineData("analysis-time", 61 * 60, 1, "SLA_BREACH"), InlineData("analysis-time", 60 * 60, 1, "")]
    [Trait("row", "INT-05"), Trait("row", "MET-27")]
    public void Data_is_complete_and_in_time(string metric, int numerator, int denominator, string finding) => Found("data-hub", metric, numerator, denominator, finding);

    private static void Found(string set, string metric, int numerator, int denominator, string finding)
    {
        var result = Result(Score(set, (metric, Parts(numerator, denominator))), metric);
        (result.Status, result.Finding).ShouldBe((finding.Length > 0 ? Status.Missed : Status.Met, finding));
    }
}
