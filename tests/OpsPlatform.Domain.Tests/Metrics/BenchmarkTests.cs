using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using State = OpsPlatform.Metrics.V1.MetricPoint.Types.State;

namespace OpsPlatform.Domain.Tests.Metrics;

/// <summary>What is usual in an industry, and what is beside it.</summary>
public sealed class BenchmarkTests
{
    private static readonly DecisionContext Context = new(DateTimeOffset.UnixEpoch, "users/ann", "apparel", () => "made");

    [Fact]
    public void The_same_again_changes_nothing_and_without_a_value_it_is_taken_out()
    {
        var known = Fold(Set(new(), "like-rate", 800), Set(new(), "click-rate", 500));
        known.Root.Entries.Select(entry => entry.Metric).ShouldBe(["click-rate", "like-rate"]);
        BenchmarkDecider.Set(known, Asked("like-rate", 800), KnownMetrics.BuiltIn, Context).ShouldBeEmpty();
        BenchmarkDecider.Set(known, new() { Metric = "comment-rate" }, KnownMetrics.BuiltIn, Context).ShouldBeEmpty();
        known.Apply(new(BenchmarkDecider.Set(known, new() { Metric = "like-rate" }, KnownMetrics.BuiltIn, Context).ShouldHaveSingleItem(), 3, DateTimeOffset.UnixEpoch), BenchmarkDecider.Evolve);
        known.Root.Entries.ShouldHaveSingleItem().Metric.ShouldBe("click-rate");
    }

    [Fact]
    public void What_a_metric_cannot_be_is_not_usual()
    {
        Reason(Asked("likeability", 1)).ShouldBe(ErrorReason.MetricNotKnown);
        Reason(Asked("like-rate", 10_001)).ShouldBe(ErrorReason.MetricValueTooHigh);
        Reason(new(Asked("like-rate", 1)) { Competitors = { new Competitor { Value = 10_001 } } }).ShouldBe(ErrorReason.MetricValueTooHigh);
        Reason(new(Asked("like-rate", 1)) { CurrencyCode = "CNY" }).ShouldBe(ErrorReason.MetricCurrencyMisplaced);

        static ErrorReason Reason(SetBenchmarkRequest request) => Should.Throw<Refusal>(() => BenchmarkDecider.Set(new("any"), request, KnownMetrics.BuiltIn, Context).ToList()).Reason;
    }

    [Theory, Trait("row", "MET-26")]
    [InlineData(1390, 3900, false)]
    [InlineData(1391, 3910, true)]
    [InlineData(610, -3900, false)]
    [InlineData(609, -3910, true)]
    public void What_is_off_by_more_than_39_percent_is_an_outlier(int actual, int deviationBps, bool outlier)
    {
        var comparison = Compare("like-rate", actual, new BenchmarkEntry { Metric = "like-rate", Value = 1000 })!;
        (comparison.DeviationBps, comparison.Outlier, comparison.CrossIndustry).ShouldBe((deviationBps, outlier, false));
    }

    [Fact, Trait("row", "MET-26")]
    public void What_an_industry_does_not_tell_all_industries_do_and_that_is_flagged()
    {
        var all = new Benchmark { Entries = { new BenchmarkEntry { Metric = "like-rate", Value = 500 } } };
        var comparing = new BenchmarkComparing(null, all, 0, "CNY");
        comparing.Of(BuiltInMetrics.Find("like-rate")!, Point(500))!.CrossIndustry.ShouldBeTrue();
        comparing.Of(BuiltInMetrics.Find("click-rate")!, Point(500)).ShouldBeNull();
    }

    [Theory, Trait("row", "MET-26")]
    [InlineData("like-rate", 1000, 2)]
    [InlineData("like-rate", 1200, 1)]
    [InlineData("churn-rate", 1000, 2)]
    [InlineData("churn-rate", 700, 1)]
    [InlineData("plays", 1000, 0)]
    public void The_rank_is_among_competitors_and_equal_ones_share_the_better_place(string metric, int actual, int rank) =>
        Compare(metric, actual, new BenchmarkEntry { Metric = metric, Value = 1000, Competitors = { Competing(1200), Competing(1000), Competing(800) } })!.Rank.ShouldBe(rank);

    [Fact]
    public void Money_is_beside_money_of_its_currency_alone()
    {
        var benchmark = new Benchmark { Entries = { new BenchmarkEntry { Metric = "order-value", Value = 1, CurrencyCode = "USD" } } };
        new BenchmarkComparing(benchmark, null, 0, "CNY").Of(BuiltInMetrics.Find("order-value")!, Point(1)).ShouldBeNull();
        new BenchmarkComparing(benchmark, null, 0, "USD").Of(BuiltInMetrics.Find("order-value")!, Point(1)).ShouldNotBeNull();
    }

    private static BenchmarkComparison? Compare(string metric, long actual, BenchmarkEntry entry) =>
        new BenchmarkComparing(new Benchmark { Entries = { entry } }, null, 0, "CNY").Of(BuiltInMetrics.Find(metric)!, Point(actual));

    private static MetricPoint Point(long value) => new() { State = State.Value, Value = value };

    private static Competitor Competing(long value) => new() { DisplayName = "Globex", Value = value };

    private static SetBenchmarkRequest Asked(string metric, long value) => new() { Name = "workspaces/acme/benchmarks/apparel", Metric = metric, Value = value };

    private static IMessage Set(Benchmark root, string metric, long value) => BenchmarkDecider.Set(new("any", 1, root), Asked(metric, value), KnownMetrics.BuiltIn, Context).ShouldHaveSingleItem();

    private static Aggregate<Benchmark> Fold(params IEnumerable<IMessage> events)
    {
        var benchmark = new Aggregate<Benchmark>("workspaces/acme/benchmarks/apparel");
        foreach (var message in events)
            benchmark.Apply(new Recorded(message, benchmark.Version + 1, DateTimeOffset.UnixEpoch), BenchmarkDecider.Evolve);
        return benchmark;
    }
}
