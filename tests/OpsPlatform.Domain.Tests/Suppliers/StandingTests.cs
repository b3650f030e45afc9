using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Domain.Tests.Suppliers;

/// <summary>What evaluations come to.</summary>
public sealed class StandingTests
{
    [Theory, Trait("row", "SUP-02")]
    [InlineData(7300, 8)]
    [InlineData(0, 1)]
    [InlineData(10_000, 10)]
    [InlineData(7000, 7)]
    [InlineData(7001, 8)]
    public void A_grade_is_a_tenth_of_the_scale(int scoreBps, int grade) => Standings.Grade(scoreBps).ShouldBe(grade);

    [Fact]
    public void An_older_evaluation_weighs_less()
    {
        var standing = Standings.Of("s", [(new(2026, 2, 1), 4000), (new(2026, 3, 1), 8000)], keepBps: 5000, barBelowBps: 0);
        standing.ScoreBps.ShouldBe(6667, "8000 with two thirds, 4000 with one");
        standing.Parts.Select(part => (part.ScoreBps, part.ShareBps, part.AgeMonths)).ShouldBe([(8000, 6667, 0), (4000, 3333, 1)]);
    }

    [Fact]
    public void A_month_without_evaluation_is_skipped_and_not_zero()
    {
        var standing = Standings.Of("s", [(new(2025, 12, 1), 8000), (new(2026, 3, 1), 8000)], keepBps: 9000, barBelowBps: 0);
        (standing.ScoreBps, standing.SkippedMonthCount).ShouldBe((8000, 2));
    }

    [Theory]
    [InlineData(10_000, 6000)]
    [InlineData(0, 8000)]
    public void Nothing_decays_and_all_but_the_newest_does(int keepBps, int score) =>
        Standings.Of("s", [(new(2026, 2, 1), 4000), (new(2026, 3, 1), 8000)], keepBps, barBelowBps: 0).ScoreBps.ShouldBe(score);

    [Theory]
    [InlineData(7000, false)]
    [InlineData(7001, true)]
    public void At_the_bar_is_not_below_it(int bar, bool barred) =>
        Standings.Of("s", [(new(2026, 3, 1), 7000)], keepBps: 9000, bar).Barred.ShouldBe(barred);

    [Fact]
    public void Shares_sum_to_the_whole_however_many_months_there_are()
    {
        var months = Enumerable.Range(0, 36).Select(month => (new DateOnly(2023, 1, 1).AddMonths(month), 5000 + (month * 10)));
        Standings.Of("s", months, keepBps: 9137, barBelowBps: 0).Parts.Sum(part => part.ShareBps).ShouldBe(10_000);
    }

    [Fact]
    public void Other_weights_turn_the_ranking()
    {
        var standings = Standings.Simulate([Evaluated("quick", quality: 5000, delivery: 9000), Evaluated("careful", quality: 8000, delivery: 5000)], Weights(("quality", 9000), ("delivery", 1000))).Standings;
        standings.Select(row => (row.Supplier, row.Rank, row.ScoreBps, row.SimulatedRank, row.SimulatedScoreBps)).ShouldBe([("careful", 2, 6500, 1, 7700), ("quick", 1, 7000, 2, 5400)]);
    }

    [Fact]
    public void What_has_no_score_for_a_criterion_is_left_out()
    {
        var row = Standings.Simulate([Evaluated("quick", quality: 5000, delivery: 9000)], Weights(("price", 10_000))).Standings.ShouldHaveSingleItem();
        (row.LeftOutCount, row.SimulatedScoreBps).ShouldBe((1, 0));
    }

    [Fact, Trait("row", "SUP-03")]
    public void Weights_that_do_not_sum_are_refused() =>
        Should.Throw<Refusal>(() => Standings.Simulate([], Weights(("quality", 5000), ("delivery", 4999)))).Reason.ShouldBe(ErrorReason.SupplierWeightsSum);

    private static SimulateStandingRequest Weights(params (string Criterion, int WeightBps)[] weights) =>
        new() { Criteria = { weights.Select(weight => new Criterion { CriterionId = weight.Criterion, WeightBps = weight.WeightBps }) } };

    private static Supplier Evaluated(string name, int quality, int delivery)
    {
        var scorecard = new SupplierScorecard { Name = "standard", KeepBps = 9000, Criteria = { new Criterion { CriterionId = "quality", WeightBps = 5000 }, new Criterion { CriterionId = "delivery", WeightBps = 5000 } } };
        var request = new EvaluateSupplierRequest { MonthDate = new() { Year = 2026, Month = 3, Day = 9 }, Scores = { new Score { CriterionId = "quality", ScoreBps = quality }, new Score { CriterionId = "delivery", ScoreBps = delivery } } };
        return Given.Supplier(name, supplier => SupplierDecider.Evaluate(supplier, request, scorecard, Given.Context)).Root;
    }
}
