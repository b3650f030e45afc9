using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using Completeness = OpsPlatform.Metrics.V1.MetricPoint.Types.Completeness;
using State = OpsPlatform.Metrics.V1.MetricPoint.Types.State;

namespace OpsPlatform.Domain.Tests.Metrics;

/// <summary>What sums of days become, and whether enough days are there.</summary>
public sealed class PointTests
{
    [Theory, Trait("row", "MET-03")]
    [InlineData(800, 10_000, State.Value, 800)]
    [InlineData(40, 800, State.Value, 500)]
    [InlineData(40, 10_000, State.Value, 40)]
    [InlineData(1, 3, State.Value, 3333)]
    [InlineData(2, 3, State.Value, 6667)]
    [InlineData(0, 5, State.Value, 0)]
    [InlineData(0, 0, State.Undefined, 0)]
    [InlineData(7, 0, State.Undefined, 0)]
    public void A_ratio_is_the_sum_of_its_parts_by_the_sum_of_its_wholes(int part, int whole, State state, long bps) =>
        Judged(Point("conversion-rate", new(2, part, whole, 0, 0))).ShouldBe((state, bps, 2));

    [Fact, Trait("row", "MET-23")]
    public void An_order_value_is_money_and_not_a_ratio() => Judged(Point("order-value", new(1, 100_000_000, 3, 0, 0))).ShouldBe((State.Value, 33_333_333, 1));

    [Fact]
    public void A_ratio_without_its_parts_stands_for_its_day_alone_and_is_never_averaged()
    {
        Judged(Point("like-rate", new(0, 0, 0, 1, 1200))).ShouldBe((State.Value, 1200, 1));
        Judged(Point("like-rate", new(0, 0, 0, 2, 2400))).ShouldBe((State.NotCombinable, 0, 2));
        Judged(Point("like-rate", new(1, 1, 10, 2, 2400))).ShouldBe((State.Value, 1000, 1));
    }

    [Fact]
    public void What_is_there_on_a_day_is_not_more_in_a_week()
    {
        Judged(Point("daily-active-users", new(0, 0, 0, 7, 1403))).ShouldBe((State.Value, 200, 7));
        Judged(Point("plays", new(0, 0, 0, 7, 1403))).ShouldBe((State.Value, 1403, 7));
    }

    [Fact]
    public void What_nobody_told_is_missing_and_a_zero_is_there()
    {
        Judged(Point("plays", default)).ShouldBe((State.Missing, 0, 0));
        Judged(Point("plays", new(0, 0, 0, 1, 0))).ShouldBe((State.Value, 0, 1));
    }

    [Fact]
    public void A_sum_that_does_not_fit_is_the_highest_number_that_does() =>
        Point("plays", new(0, 0, 0, 20_000, 20_000m * 1_000_000_000_000_000)).Value.ShouldBe(long.MaxValue);

    [Theory, Trait("row", "MET-27")]
    [InlineData(950, 1000, Completeness.Passed)]
    [InlineData(949, 1000, Completeness.Failed)]
    [InlineData(1, 1, Completeness.Passed)]
    [InlineData(0, 7, Completeness.Failed)]
    [InlineData(0, 0, Completeness.Unspecified)]
    public void Ninety_five_of_a_hundred_are_enough(int there, int expected, Completeness completeness) =>
        new MetricSums(0, 0, 0, there, there).Point(BuiltInMetrics.Find("plays")!, expected).Completeness.ShouldBe(completeness);

    [Theory]
    [InlineData(120, 100, 2000)]
    [InlineData(80, 100, -2000)]
    [InlineData(100, 0, null)]
    public void A_change_is_told_in_parts_of_what_was_before(int later, int earlier, int? bps) =>
        MetricSums.ChangeBps(Point("plays", new(0, 0, 0, 1, later)), Point("plays", new(0, 0, 0, 1, earlier))).ShouldBe(bps);

    [Fact]
    public void Nothing_is_compared_with_what_is_missing() =>
        MetricSums.ChangeBps(Point("plays", new(0, 0, 0, 1, 5)), Point("plays", default)).ShouldBeNull();

    [Theory, Trait("row", "MET-29")]
    [InlineData(5, 1, 50_000)]
    [InlineData(8, 2, 40_000)]
    public void What_is_spent_brings_a_lifetime_s_value(int value, int spent, int bps) =>
        Point("lifetime-value-return", new(1, value * 1_000_000m, spent * 1_000_000m, 0, 0)).Value.ShouldBe(bps);

    private static MetricPoint Point(string metric, MetricSums sums) => sums.Point(BuiltInMetrics.Find(metric)!, 7);

    private static (State State, long Value, int There) Judged(MetricPoint point) => (point.State, point.Value, point.ThereCount);
}
