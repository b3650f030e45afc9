using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.Domain.Metrics;
using Finding = OpsPlatform.Budgets.V1.CostPer.Types.Finding;
using State = OpsPlatform.Budgets.V1.ReturnStep.Types.State;

namespace OpsPlatform.Domain.Tests.Budgets;

public sealed class ReturnTests
{
    private const long Most = 1_000_000_000_000_000_000;

    [Fact]
    public void The_largest_amounts_are_compared_exactly()
    {
        var report = Of(new() { LifetimeValues = { new LifetimeValue { Line = "content", ValueMicros = Most }, new LifetimeValue { Line = "traffic", ValueMicros = Most - 1 } } }, (Most, Most), 6m * Most, 1);

        report.Ladder.Select(step => step.State).ShouldBe([State.Met, State.Missed, State.Missed]);
        (report.Ladder[0].GapMicros, report.Ladder[2].GapMicros, report.ReturnBps).ShouldBe((0, long.MinValue, 30_000));
        (report.Acquisition.Finding, report.Acquisition.CostMicros).ShouldBe((Finding.CacHigh, 2 * Most));
        report.LifetimeValues.Select(row => (row.Line, row.Rank, row.RatioBps)).ShouldBe([("content", 1, 10_000), ("traffic", 2, 10_000)], "by a micro, which no rounded ratio shows");
    }

    [Fact]
    public void What_does_not_fit_stays_at_the_largest_value()
    {
        var report = Of(new() { LifetimeValues = { new LifetimeValue { Line = "content", ValueMicros = Most } } }, (1, 0), Most, 0);
        (report.ReturnBps, report.LifetimeValues[0].RatioBps, report.Acquisition.Finding).ShouldBe((int.MaxValue, int.MaxValue, Finding.Undefined));
    }

    [Fact]
    public void Equals_share_a_rank_and_a_line_without_cost_has_none_by_ratio()
    {
        GetReturnRequest request = new() { LifetimeValues = { new LifetimeValue { Line = "traffic", ValueMicros = 5 }, new LifetimeValue { Line = "content", ValueMicros = 10 } } };
        Of(request, (2, 1), 1, 1).LifetimeValues.Select(row => row.Rank).ShouldBe([1, 1]);
        Of(request, (2, 0), 1, 1).LifetimeValues.Select(row => (row.Line, row.Rank, row.HasRatioBps)).ShouldBe([("content", 1, true), ("traffic", 0, false)]);
        request.Ranking = LifetimeRanking.RankByNet;
        Of(request, (7, 0), 1, 1).LifetimeValues.Select(row => (row.Line, row.Rank)).ShouldBe([("traffic", 1), ("content", 2)]);
    }

    [Fact]
    public void Refunds_that_prevail_are_no_cost_to_divide_by()
    {
        var report = Of(new(), (-5, 0), 10, 1);
        (report.HasReturnBps, report.Ladder[0].State, report.Acquisition.Finding).ShouldBe((false, State.Undefined, Finding.Within));
    }

    [Fact]
    public void Another_currency_has_no_built_in_benchmark()
    {
        var budget = Story.ByHand();
        budget.CurrencyCode = "EUR";
        Of(new(), (8, 0), 10, 1, budget).Acquisition.ShouldBe(new CostPer { Finding = Finding.NoBenchmark, CostMicros = 8 });
        Of(new() { AcquisitionBenchmarkMicros = 7 }, (8, 0), 10, 1, budget).Acquisition.Finding.ShouldBe(Finding.CacHigh);
    }

    private static ReturnReport Of(GetReturnRequest request, (long Content, long Traffic) spent, decimal income, decimal customers, Budget? of = null)
    {
        (request.StartDate, request.EndDate) = (Story.Day(2026, 3, 1), Story.Today);
        var budget = of ?? Story.ByHand();
        var facts = new ReturnFacts(
            new Dictionary<string, long> { ["content"] = spent.Content, ["traffic"] = spent.Traffic },
            (_, metric) => new MetricActual(new MetricSums(0, 0, 0, 1, metric.MetricId == "sales" ? income : customers), 1),
            Story.Now);
        return BudgetReturns.Of(budget, new ReturnQuestion(budget, request), facts);
    }
}
