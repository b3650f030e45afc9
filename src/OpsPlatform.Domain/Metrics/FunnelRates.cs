using OpsPlatform.Metrics.V1;
using PointState = OpsPlatform.Metrics.V1.MetricPoint.Types.State;
using Status = OpsPlatform.Metrics.V1.FunnelStageResult.Types.Status;

namespace OpsPlatform.Domain.Metrics;

/// <summary>How many of each stage of a funnel come to the next, and where most are lost. It compares what is exact, and shows what is rounded down.</summary>
public static class FunnelRates
{
    private const int WholeBps = 10_000;

    /// <param name="breakLimitBps">In place of the model's own; null for that.</param>
    /// <param name="actuals">What there is of a metric.</param>
    public static Funnel Of(FunnelModel model, MetricRange range, int? breakLimitBps, KnownMetrics metrics, Func<Metric, MetricActual> actuals)
    {
        var funnel = new Funnel { FunnelModel = model.Name, StartDate = range.Start.ToDate(), EndDate = range.End.ToDate() };
        var values = model.Stages.Select(stage => (Stage: stage, Actual: actuals(metrics[stage.Metric]))).ToArray();
        var counts = values.Select(each => each.Actual.Sums.Exact(metrics[each.Stage.Metric])).ToArray();
        var shortfalls = new decimal?[counts.Length];
        var expected = counts[0];
        for (var i = 0; i < values.Length; i++)
        {
            var (stage, actual) = values[i];
            var rate = i == 0 ? null : Rate(counts[i], counts[i - 1]);
            expected = i == 0 ? expected : stage.HasTargetBps ? expected * stage.TargetBps / WholeBps : null;
            shortfalls[i] = rate is { } there && stage.HasTargetBps ? 1 - (there * WholeBps / stage.TargetBps) : null;
            funnel.Stages.Add(Result(stage, actual.On(range, metrics[stage.Metric]), rate, isFirst: i == 0, isEmptyBefore: i > 0 && counts[i - 1] == 0, expected));
        }

        var overall = Rate(counts[^1], counts[0]);
        if (overall is { } whole)
            funnel.OverallRateBps = Bps(whole);
        funnel.Bottleneck = Bottleneck(model, counts, shortfalls);
        funnel.Incomplete = funnel.Stages.Any(stage => stage.Point.State != PointState.Value);
        var limit = breakLimitBps ?? (model.HasBreakLimitBps ? model.BreakLimitBps : null);
        if (limit is { } least && overall * WholeBps < least)
            funnel.Finding = "STAGE_BREAK";
        return funnel;
    }

    private static FunnelStageResult Result(FunnelStage stage, MetricPoint point, decimal? rate, bool isFirst, bool isEmptyBefore, decimal? expected)
    {
        var result = new FunnelStageResult { Stage = stage.Stage, Metric = stage.Metric, Point = point };
        if (rate is { } there)
            result.RateBps = Bps(there);
        if (stage.HasTargetBps)
            result.TargetBps = stage.TargetBps;
        if (result is { HasRateBps: true, HasTargetBps: true })
            result.GapBps = result.RateBps - result.TargetBps;
        if (expected is { } at)
            result.ExpectedValue = (long)Math.Clamp(Math.Floor(at), long.MinValue, long.MaxValue);
        result.Status = point.State != PointState.Value ? Status.NoData
            : isFirst ? Status.First
            : isEmptyBefore ? Status.Undefined
            : rate is not { } reached ? Status.NoData
            : !stage.HasTargetBps ? Status.NoTarget
            : reached * WholeBps >= stage.TargetBps ? Status.Met
            : Status.Below;
        return result;
    }

    /// <summary>The stage that falls short of its target by most of it, the first among equals; where nothing has a target, the one that fewest come to.</summary>
    private static string Bottleneck(FunnelModel model, decimal?[] counts, decimal?[] shortfalls)
    {
        if (model.Stages.Any(stage => stage.HasTargetBps))
            return shortfalls.Max() is > 0 and var worst ? model.Stages[Array.IndexOf(shortfalls, worst)].Stage : "";
        var rates = counts.Select((count, i) => i == 0 ? null : Rate(count, counts[i - 1])).ToArray();
        return rates.Min() is { } least ? model.Stages[Array.IndexOf(rates, least)].Stage : "";
    }

    private static decimal? Rate(decimal? count, decimal? before) => count is { } there && before is { } all && all != 0 ? there / all : null;

    private static int Bps(decimal rate) => (int)Math.Clamp(Math.Floor(rate * WholeBps), int.MinValue, int.MaxValue);
}
