using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using Aggregation = OpsPlatform.Metrics.V1.Metric.Types.Aggregation;
using Direction = OpsPlatform.Metrics.V1.Metric.Types.Direction;
using Measure = OpsPlatform.Metrics.V1.Kpi.Types.Measure;
using Period = OpsPlatform.Metrics.V1.Kpi.Types.Period;

namespace OpsPlatform.Domain.Metrics;

/// <summary>What a KPI may ask of its metric.</summary>
internal static class KpiRules
{
    private const string Field = "kpi_set.kpis";

    /// <summary>With what was left open filled in.</summary>
    /// <exception cref="Refusal">One of them makes no sense.</exception>
    public static IReadOnlyList<Kpi> Checked(IEnumerable<Kpi> given, KnownMetrics metrics)
    {
        Kpi[] kpis = [.. given.Select(kpi => Checked(kpi, metrics))];
        return kpis.GroupBy(kpi => (kpi.Metric, kpi.Measure)).FirstOrDefault(same => same.Count() > 1) is { } repeated
            ? throw new Refusal(ErrorReason.KpiRepeated, Field, ("metric", repeated.Key.Metric), ("measure", repeated.Key.Measure.WireName()))
            : kpis;
    }

    private static Kpi Checked(Kpi given, KnownMetrics metrics)
    {
        var metric = metrics.Get(given.Metric, Field);
        var kpi = given.Clone();
        kpi.Direction = given.Direction == Direction.Unspecified ? metric.Direction : given.Direction;
        kpi.Measure = given.Measure == Measure.Unspecified ? Measure.Value : given.Measure;
        kpi.Weight = given.Weight == 0 ? 1 : given.Weight;
        if (kpi.HasTarget && kpi.Direction == Direction.Unspecified)
            throw new Refusal(ErrorReason.KpiDirectionMissing, Field, ("metric", given.Metric));
        if (kpi.Per != Period.Unspecified && !(kpi.Measure == Measure.Value && metric.Aggregation == Aggregation.Sum))
            throw new Refusal(ErrorReason.KpiPeriodMisplaced, Field, ("period", kpi.Per.WireName()), ("metric", given.Metric));
        if ((kpi.HasTarget && IsBeyond(kpi.Target)) || (kpi.HasBase && (IsBeyond(kpi.Base) || !kpi.HasTarget || kpi.Base == kpi.Target)))
            throw new Refusal(ErrorReason.KpiTargetInvalid, Field, ("target", Text(kpi.HasTarget, kpi.Target)), ("base", Text(kpi.HasBase, kpi.Base)), ("metric", given.Metric), ("highest", metric.HighestValue));
        return kpi;

        bool IsBeyond(long value) => kpi.Measure == Measure.Value && (value < 0 || value > metric.HighestValue);
    }

    private static object Text(bool isGiven, long value) => isGiven ? value : "-";
}
