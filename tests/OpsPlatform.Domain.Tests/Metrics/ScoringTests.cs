using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using Status = OpsPlatform.Metrics.V1.KpiResult.Types.Status;
using SummaryState = OpsPlatform.Metrics.V1.ScoreSummary.Types.State;
using Trend = OpsPlatform.Metrics.V1.KpiResult.Types.Trend;
using Verdict = OpsPlatform.Metrics.V1.Scorecard.Types.Verdict;

namespace OpsPlatform.Domain.Tests.Metrics;

/// <summary>The targets of the operation plans, at their limits.</summary>
public sealed class ScoringTests : ScoringTest
{
    private static readonly (string, MetricSums)[] WechatResults =
    [
        ("open-rate", Value(2500)), ("interaction-rate", Value(1500)), ("forward-rate", Value(3000)),
        ("private-users", Value(5_000_000)), ("monthly-activity-rate", Value(4000)), ("repurchase-rate", Value(3500)),
        ("mini-program-order-rate", Value(1200)), ("wechat-sales-rate", Value(6000)), ("return-on-investment", Value(80_000)),
        ("data-driven-decision-rate", Value(9000)), ("persona-accuracy-rate", Value(9000)),
    ];

    [Fact, Trait("row", "MET-01")]
    public void Five_daily_metrics_are_met_at_their_targets_and_missed_below()
    {
        (string, MetricSums)[] values = [("completion-rate", Value(1500)), ("interaction-rate", Value(800)), ("like-rate", Value(1200)), ("forward-rate", Value(600)), ("comment-rate", Value(500))];
        var met = Score("daily-five", values);
        (met.Total.MetCount, met.Total.ScoreBps, met.Total.State).ShouldBe((5, 10_000, SummaryState.Complete));

        values[0] = ("completion-rate", Value(1490));
        var missed = Result(Score("daily-five", values), "completion-rate");
        (missed.Status, missed.Gap, missed.Actual, missed.Target).ShouldBe((Status.Missed, -10, 1490, 1500));
    }

    [Theory, Trait("row", "MET-06")]
    [InlineData("monthly-activity-rate", 2500, 4000)]
    [InlineData("return-on-investment", 50_000, 5000)]
    [InlineData("monthly-activity-rate", 1000, -2000)]
    [InlineData("monthly-activity-rate", 6500, 20_000)]
    public void Progress_counts_from_the_base_and_has_no_end(string metric, int actual, int progressBps) =>
        Result(Score("wechat-three-year", (metric, Value(actual))), metric).ProgressBps.ShouldBe(progressBps);

    [Theory, Trait("row", "MET-07")]
    [InlineData("group-exit-rate", 990, Status.Met)]
    [InlineData("group-exit-rate", 1000, Status.Missed)]
    [InlineData("open-rate", 2500, Status.Met)]
    public void A_strict_target_is_not_enough_itself(string metric, int actual, Status status) =>
        Result(Score("wechat-content-user", (metric, Value(actual))), metric).Status.ShouldBe(status);

    [Fact, Trait("row", "MET-08")]
    public void Shares_are_of_what_was_counted()
    {
        var card = Score("wechat-conversion-data", ("wechat-sales-rate", Parts(600, 1000)), ("data-driven-decision-rate", Parts(9, 10)));
        (Result(card, "wechat-sales-rate").Actual, Result(card, "wechat-sales-rate").Status).ShouldBe((6000, Status.Met));
        Result(card, "data-driven-decision-rate").Status.ShouldBe(Status.Met);
    }

    [Fact, Trait("row", "MET-09")]
    public void Processes_are_judged_by_the_month_to_their_limits()
    {
        (string, MetricSums)[] limits =
        [
            ("original-contents", Value(50)), ("production-time", Value(7 * 86_400)), ("tag-updates", Value(2)),
            ("community-topics", Value(4)), ("capture-completeness-rate", Value(9500)), ("analysis-time", Value(3600)),
        ];
        Score("wechat-process", limits).Total.MetCount.ShouldBe(6);
        var missed = Score("wechat-process", ("original-contents", Value(49)), ("analysis-time", Parts(61 * 60, 1)));
        (missed.Total.MissedCount, missed.Total.NoDataCount, Result(missed, "original-contents").Gap, Result(missed, "analysis-time").Gap).ShouldBe((2, 4, -1, 60));
    }

    [Theory, Trait("row", "MET-09")]
    [InlineData(1, 1, 31, 1, 50)]
    [InlineData(1, 1, 31, 3, 150)]
    [InlineData(1, 2, 14, 2, 25)]
    [InlineData(31, 1, 1, 2, 4)]
    public void A_target_of_a_month_counts_in_proportion_to_its_days(int day, int month, int lastDay, int lastMonth, int target) =>
        Result(Score(BuiltInKpiSets.All.Find("wechat-process")!, new(new(2026, month, day), new(2026, lastMonth, lastDay)), null, []), "original-contents").Target.ShouldBe(target);

    [Fact, Trait("row", "MET-10")]
    public void All_met_earns_resources_and_one_missed_asks_for_optimisation()
    {
        Score("wechat-result", WechatResults).Verdict.ShouldBe(Verdict.ResourceBoost);
        Score("wechat-result", [.. WechatResults[1..], ("open-rate", Value(2499))]).Verdict.ShouldBe(Verdict.Optimisation);
        Score("wechat-result", WechatResults[1..]).Verdict.ShouldBe(Verdict.Unspecified);
    }

    [Theory, Trait("row", "MET-11")]
    [InlineData(80, Status.Met)]
    [InlineData(81, Status.Missed)]
    public void A_new_user_may_cost_so_much(int yuan, Status status) =>
        Result(Score("aarrr", ("acquisition-cost", Parts(yuan * 1_000_000m * 3, 3))), "acquisition-cost").Status.ShouldBe(status);

    [Fact, Trait("row", "MET-11")]
    public void Equal_stages_give_an_equal_total_and_retention_counts_twice_where_growth_is_meant()
    {
        // Half of the way at each stage.
        (string, MetricSums)[] half = [("acquisition-cost", Value(290_000_000)), ("week-retention-rate", Value(3500)), ("monthly-activity-rate", Value(2750)), ("repurchase-rate", Value(2250)), ("referral-rate", Value(1250))];
        Score("aarrr", half).Total.ScoreBps.ShouldBe(5000);
        Score("aarrr-growth", half).Total.ScoreBps.ShouldBe(5000);

        half[2] = ("monthly-activity-rate", Value(1500));
        Score("aarrr", half).Total.ScoreBps.ShouldBe(5000 - 1000);
        Score("aarrr-growth", half).Total.ScoreBps.ShouldBe(5000 - 1429);
        Score("aarrr", half).Groups.Select(group => group.Group).ShouldBe(["acquisition", "activation", "retention", "revenue", "referral"]);
    }

    [Fact, Trait("row", "MET-12")]
    public void A_quarter_of_the_silent_that_wakes_up_is_enough()
    {
        Result(Score("lifecycle-five", ("wake-up-rate", Parts(25, 100))), "wake-up-rate").Status.ShouldBe(Status.Met);
        Result(Score("lifecycle-five", ("wake-up-rate", Parts(24, 100))), "wake-up-rate").Status.ShouldBe(Status.Missed);
    }

    [Theory, Trait("row", "MET-20"), Trait("row", "EVA-03")]
    [InlineData(120_000, Status.Met, 2000)]
    [InlineData(119_999, Status.Missed, 1999)]
    public void Fans_are_to_grow_by_a_fifth_exactly(int fans, Status status, int growthBps)
    {
        var card = Score(BuiltInKpiSets.All.Find("enterprise")!, March, null, [("followers", Value(fans))], ("followers", Value(100_000)));
        (Result(card, "followers").Status, Result(card, "followers").Actual, Result(card, "followers").Trend).ShouldBe((status, growthBps, Trend.Better));
    }

    [Fact, Trait("row", "MET-20"), Trait("row", "EVA-03")]
    public void An_enterprise_is_scored_in_three_dimensions_of_two()
    {
        var card = Score("enterprise", ("net-promoter-score", Parts(84, 100)), ("conversion-rate", Parts(15, 1000)));
        card.Groups.Select(group => (group.Group, group.KpiCount)).ShouldBe([("scale", 2), ("value", 2), ("brand", 2)]);
        (Result(card, "net-promoter-score").Status, Result(card, "conversion-rate").Status, Result(card, "conversion-rate").Actual).ShouldBe((Status.Missed, Status.Met, 150));
        Result(Score("enterprise", ("net-promoter-score", Parts(90 - 5, 100))), "net-promoter-score").Status.ShouldBe(Status.Met);
    }

    [Fact, Trait("row", "MET-21")]
    public void A_horizon_is_judged_when_it_is_due_and_exceeded_strictly()
    {
        var set = BuiltInKpiSets.All.Find("enterprise-horizons")!;
        var year = new MetricRange(new(2026, 1, 1), new(2026, 12, 31));
        Result(Score(set, year, new(2025, 12, 31), [("interactions", Value(10_000 * 365))]), "interactions").Status.ShouldBe(Status.Missed);
        Result(Score(set, year, new(2025, 12, 31), [("interactions", Value(10_001 * 365))]), "interactions").Status.ShouldBe(Status.Met);

        var early = Result(Score(set, year with { End = new(2026, 6, 30) }, new(2026, 1, 1), [("interactions", Value(10_001 * 365))]), "interactions");
        (early.Status, early.DueDate.Year, early.DueDate.Month, early.HasScoreBps).ShouldBe((Status.NotDue, 2027, 1, false));
    }

    [Fact, Trait("row", "MET-22")]
    public void Growth_is_relative_or_in_points_as_the_goal_says()
    {
        var relative = BuiltInKpiSets.All.Find("growth-goals")!;
        (string, MetricSums)[] now = [("followers", Value(15_000)), ("interaction-rate", Value(600))];
        (string, MetricSums)[] before = [("followers", Value(10_000)), ("interaction-rate", Value(500))];
        var card = Score(relative, March, null, now, before);
        (Result(card, "followers").Status, Result(card, "interaction-rate").Status, Result(card, "interaction-rate").Actual).ShouldBe((Status.Met, Status.Met, 2000));

        var points = relative.Clone();
        points.Kpis[1].Measure = Kpi.Types.Measure.Points;
        var missed = Result(Score(points, March, null, now, before), "interaction-rate");
        (missed.Status, missed.Actual, missed.Target).ShouldBe((Status.Missed, 100, 2000));
    }

    [Fact, Trait("row", "MET-24"), Trait("row", "EVA-01")]
    public void An_evaluation_has_four_dimensions_of_five_and_says_which_is_incomplete()
    {
        var set = BuiltInKpiSets.All.Find("effect-evaluation")!;
        var card = Score("effect-evaluation", [.. set.Kpis.Where(kpi => kpi.Group != "brand").Select(kpi => (kpi.Metric, Value(1)))]);
        card.Groups.Select(group => (group.Group, group.KpiCount, group.State)).ShouldBe([
            ("content", 5, SummaryState.Complete), ("user", 5, SummaryState.Complete), ("business", 5, SummaryState.Complete), ("brand", 5, SummaryState.Incomplete)]);
        card.Results.ShouldAllBe(result => result.Status == Status.NoTarget);
    }

    [Fact, Trait("row", "MET-29"), Trait("row", "EVA-02")]
    public void Four_of_five_dimensions_are_incomplete()
    {
        (string, MetricSums)[] five = [("followers", Value(1)), ("completion-rate", Value(1)), ("interaction-rate", Value(1)), ("conversion-rate", Value(1)), ("awareness-rate", Value(1))];
        Score("five-dimensions", five).Total.State.ShouldBe(SummaryState.Complete);
        Score("five-dimensions", five[1..]).Total.State.ShouldBe(SummaryState.Incomplete);
    }

    [Fact, Trait("row", "MET-29"), Trait("row", "EVA-04")]
    public void A_short_goal_is_judged_weekly_and_a_long_one_by_quarter_and_year()
    {
        Score("five-dimensions").ReviewDates.Select(date => (date.Month, date.Day)).ShouldBe([(4, 7)]);
        Score("fan-kpis").ReviewDates.Select(date => (date.Month, date.Day)).ShouldBe([(4, 30)]);
        Score("enterprise").ReviewDates.Select(date => (date.Year, date.Month, date.Day)).ShouldBe([(2026, 6, 30), (2027, 3, 31)]);
        Score(BuiltInKpiSets.All.Find("enterprise")!, new(DateOnly.MaxValue, DateOnly.MaxValue), DateOnly.MaxValue, []).ReviewDates.ShouldAllBe(date => date.Year == 9999);
    }

    [Fact, Trait("row", "MET-27")]
    public void A_KPI_of_which_days_are_missing_is_partial()
    {
        var actual = new MetricActual(new(0, 0, 0, 949, 949 * 1500), 1000);
        var set = BuiltInKpiSets.All.Find("daily-five")!;
        var card = Scoring.Of(set, March, null, KnownMetrics.BuiltIn, metric => (metric.MetricId == "completion-rate" ? actual : default, default));
        Result(card, "completion-rate").Total.Completeness.ShouldBe(MetricPoint.Types.Completeness.Failed);
        card.Total.State.ShouldBe(SummaryState.Incomplete);
    }
}
