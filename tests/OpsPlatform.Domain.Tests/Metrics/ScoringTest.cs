using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Domain.Tests.Metrics;

/// <summary>Scores made-up values against a KPI set.</summary>
public abstract class ScoringTest
{
    protected static readonly MetricRange March = new(new(2026, 3, 1), new(2026, 3, 31));

    /// <summary>A value in the metric's unit, of one account on one day.</summary>
    protected static MetricSums Value(decimal value) => new(0, 0, 0, 1, value);

    /// <summary>A quotient's parts.</summary>
    protected static MetricSums Parts(decimal numerator, decimal denominator) => new(1, numerator, denominator, 0, 0);

    protected static Scorecard Score(string set, params (string Metric, MetricSums Now)[] values) => Score(BuiltInKpiSets.All.Find(set)!, March, null, values);

    protected static Scorecard Score(KpiSet set, MetricRange range, DateOnly? planStart, (string Metric, MetricSums Now)[] values, params (string Metric, MetricSums Before)[] before)
    {
        return Scoring.Of(set, range, planStart, KnownMetrics.BuiltIn, metric => (Actual(values, metric.MetricId), Actual(before, metric.MetricId)));

        static MetricActual Actual((string Metric, MetricSums Sums)[] sums, string metric) => new(sums.FirstOrDefault(each => each.Metric == metric).Sums, 1);
    }

    protected static KpiResult Result(Scorecard card, string metric) => card.Results.Single(result => result.Metric == metric);
}
