using OpsPlatform.Metrics.V1;
using Aggregation = OpsPlatform.Metrics.V1.Metric.Types.Aggregation;
using Completeness = OpsPlatform.Metrics.V1.MetricPoint.Types.Completeness;
using PointState = OpsPlatform.Metrics.V1.MetricPoint.Types.State;
using Unit = OpsPlatform.Metrics.V1.Metric.Types.Unit;

namespace OpsPlatform.Domain.Metrics;

/// <summary>What there is of a metric over some days of some accounts.</summary>
/// <param name="Pairs">Days of accounts that have both parts of a quotient.</param>
/// <param name="Numerator">The sum of the numerators of those.</param>
/// <param name="Denominator">The sum of the denominators of those.</param>
/// <param name="Singles">Days of accounts that have a value of the metric itself, and not both parts.</param>
/// <param name="Sum">The sum of those.</param>
public readonly record struct MetricSums(int Pairs, decimal Numerator, decimal Denominator, int Singles, decimal Sum)
{
    private const int WholeBps = 10_000;

    /// <summary>From so much on, what is there can be relied on (MET-27).</summary>
    private const int CompleteBps = 9_500;

    /// <param name="expected">How many days of accounts there should be; of what is there at the end, how many accounts.</param>
    public MetricPoint Point(Metric metric, int expected)
    {
        var there = metric.Aggregation == Aggregation.Quotient && Pairs > 0 ? Pairs : Singles;
        return new MetricPoint
        {
            State = State(metric),
            Value = (long)Math.Clamp(Math.Round(Exact(metric) ?? 0, MidpointRounding.AwayFromZero), long.MinValue, long.MaxValue),
            ThereCount = there,
            ExpectedCount = expected,
            Completeness = expected == 0 ? Completeness.Unspecified : (long)there * WholeBps >= (long)expected * CompleteBps ? Completeness.Passed : Completeness.Failed,
        };
    }

    /// <summary>Whether there is a value.</summary>
    public PointState State(Metric metric) => metric.Aggregation switch
    {
        _ when Pairs + Singles == 0 => PointState.Missing,
        Aggregation.Quotient when Pairs > 0 => Denominator == 0 ? PointState.Undefined : PointState.Value,
        Aggregation.Quotient when Singles > 1 => PointState.NotCombinable,
        _ => PointState.Value,
    };

    /// <summary>The value in the metric's unit before it is rounded; null where there is none.</summary>
    public decimal? Exact(Metric metric) => State(metric) != PointState.Value ? null : metric.Aggregation switch
    {
        Aggregation.Quotient when Pairs > 0 => Numerator * (metric.Unit == Unit.Ratio ? WholeBps : 1) / Denominator,
        Aggregation.Mean => Sum / Singles,
        _ => Sum,
    };

    /// <summary>How much the later is above the earlier, in basis points of the earlier; null where that says nothing.</summary>
    public static int? ChangeBps(MetricPoint later, MetricPoint earlier) => later.State == PointState.Value && earlier is { State: PointState.Value, Value: not 0 }
        ? (int)Math.Clamp(Math.Round(((decimal)later.Value - earlier.Value) * WholeBps / earlier.Value, MidpointRounding.AwayFromZero), int.MinValue, int.MaxValue)
        : null;
}
