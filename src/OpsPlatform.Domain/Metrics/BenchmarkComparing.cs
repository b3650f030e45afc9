using OpsPlatform.Metrics.V1;
using Direction = OpsPlatform.Metrics.V1.Metric.Types.Direction;
using State = OpsPlatform.Metrics.V1.MetricPoint.Types.State;

namespace OpsPlatform.Domain.Metrics;

/// <summary>Puts a metric beside what is usual in its industry (MET-26).</summary>
public sealed class BenchmarkComparing(Benchmark? industry, Benchmark? all, int outlierBps, string currency)
{
    /// <summary>The id of what stands for all industries.</summary>
    public const string AllIndustries = "all";

    /// <summary>By so much effects differ among industries, in one case.</summary>
    public const int UsualDeviationBps = 3900;

    /// <returns>Null where nothing is known.</returns>
    public BenchmarkComparison? Of(Metric metric, MetricPoint actual)
    {
        var own = Find(industry, metric);
        if ((own ?? Find(all, metric)) is not { } entry)
            return null;
        var comparison = new BenchmarkComparison { Value = entry.Value, CrossIndustry = own is null, CompetitorCount = entry.Competitors.Count };
        if (MetricSums.ChangeBps(actual, new MetricPoint { State = State.Value, Value = entry.Value }) is { } deviation)
        {
            comparison.DeviationBps = deviation;
            comparison.Outlier = Math.Abs((long)deviation) > (outlierBps > 0 ? outlierBps : UsualDeviationBps);
        }

        if (actual.State == State.Value && entry.Competitors.Count > 0 && metric.Direction != Direction.Unspecified)
            comparison.Rank = 1 + entry.Competitors.Count(competitor => metric.Direction == Direction.HigherIsBetter ? competitor.Value > actual.Value : competitor.Value < actual.Value);
        return comparison;
    }

    private BenchmarkEntry? Find(Benchmark? benchmark, Metric metric) =>
        benchmark?.Entries.FirstOrDefault(entry => entry.Metric == metric.MetricId && (entry.CurrencyCode.Length == 0 || entry.CurrencyCode == currency));
}
