using Google.Protobuf.Collections;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.Metrics.V1;
using Aggregation = OpsPlatform.Metrics.V1.Metric.Types.Aggregation;
using Completeness = OpsPlatform.Metrics.V1.MetricPoint.Types.Completeness;
using Direction = OpsPlatform.Metrics.V1.Metric.Types.Direction;
using Measure = OpsPlatform.Metrics.V1.Kpi.Types.Measure;
using Period = OpsPlatform.Metrics.V1.Kpi.Types.Period;
using PointState = OpsPlatform.Metrics.V1.MetricPoint.Types.State;
using Status = OpsPlatform.Metrics.V1.KpiResult.Types.Status;
using SummaryState = OpsPlatform.Metrics.V1.ScoreSummary.Types.State;
using Trend = OpsPlatform.Metrics.V1.KpiResult.Types.Trend;
using Unit = OpsPlatform.Metrics.V1.Metric.Types.Unit;
using Verdict = OpsPlatform.Metrics.V1.Scorecard.Types.Verdict;

namespace OpsPlatform.Domain.Metrics;

/// <summary>What there is of a metric over some days of some accounts, and how many values there should be.</summary>
public readonly record struct MetricActual(MetricSums Sums, int ExpectedCount)
{
    /// <summary>Of days that follow each other. What is there at the end of all is not the sum of what is there at the end of each.</summary>
    public static MetricActual Together(IEnumerable<MetricActual> parts) => parts.Aggregate((all, part) => new(
        new(all.Sums.Pairs + part.Sums.Pairs, all.Sums.Numerator + part.Sums.Numerator, all.Sums.Denominator + part.Sums.Denominator, all.Sums.Singles + part.Sums.Singles, all.Sums.Sum + part.Sums.Sum),
        all.ExpectedCount + part.ExpectedCount));

    public MetricPoint On(MetricRange range, Metric metric) => range.On(Sums.Point(metric, ExpectedCount));
}

/// <summary>Judges what is against what was to be. It compares what is exact, and shows what is rounded.</summary>
public sealed class Scoring
{
    private const int WholeBps = 10_000;
    private const int WeekDays = 7;

    private readonly MetricRange _range;
    private readonly DateOnly? _planStart;
    private readonly KnownMetrics _metrics;

    private Scoring(MetricRange range, DateOnly? planStart, KnownMetrics metrics) => (_range, _planStart, _metrics) = (range, planStart, metrics);

    /// <param name="planStart">From when what is due later counts; null when everything is due.</param>
    /// <param name="actuals">What there is of a metric over the range, and over as many days right before.</param>
    public static Scorecard Of(KpiSet set, MetricRange range, DateOnly? planStart, KnownMetrics metrics, Func<Metric, (MetricActual Now, MetricActual Before)> actuals)
    {
        var scoring = new Scoring(range, planStart, metrics);
        var card = new Scorecard { KpiSet = set.Name, StartDate = range.Start.ToDate(), EndDate = range.End.ToDate(), CurrencyCode = set.CurrencyCode };
        card.Results.Add(set.Kpis.Select(kpi => scoring.Result(kpi, actuals(metrics[kpi.Metric]))));
        card.Total = Summary("", card.Results);
        card.Groups.Add(card.Results.Where(result => result.Group.Length > 0).GroupBy(result => result.Group).Select(group => Summary(group.Key, [.. group])));
        card.Verdict = card.Total.MissedCount > 0 ? Verdict.Optimisation : card.Total.MetCount > 0 && card.Total.MetCount == card.Results.Count(result => result.HasTarget) ? Verdict.ResourceBoost : Verdict.Unspecified;
        card.ReviewDates.Add(Reviews(set.Horizon, range.End).Select(CalendarDates.ToDate));
        return card;
    }

    private KpiResult Result(Kpi kpi, (MetricActual Now, MetricActual Before) actuals)
    {
        var (now, before) = actuals;
        var metric = _metrics[kpi.Metric];
        var (total, previous) = (now.On(_range, metric), before.On(_range.Previous, metric));
        var result = new KpiResult
        {
            Metric = kpi.Metric,
            Group = kpi.Group,
            Unit = kpi.Measure == Measure.Relative ? Unit.Ratio : metric.Unit,
            Weight = kpi.Weight,
            Measure = kpi.Measure,
            Total = total,
            Previous = previous,
        };
        if (MetricSums.ChangeBps(total, previous) is { } change)
            result.ChangeBps = change;
        result.Trend = TrendOf(kpi.Direction, now.Sums.Exact(metric), before.Sums.Exact(metric));
        if (_planStart is { } start && kpi.DueMonths > 0)
            result.DueDate = MetricRange.Later(start, kpi.DueMonths).ToDate();
        Judge(result, kpi, metric, now, before);
        return result;
    }

    private static IEnumerable<DateOnly> Reviews(KpiSet.Types.Horizon horizon, DateOnly last) => horizon switch
    {
        KpiSet.Types.Horizon.Short => [DateOnly.FromDayNumber(Math.Min(last.DayNumber + WeekDays, DateOnly.MaxValue.DayNumber))],
        KpiSet.Types.Horizon.Middle => [MetricRange.Later(last, 1)],
        KpiSet.Types.Horizon.Long => [MetricRange.Later(last, 3), MetricRange.Later(last, 12)],
        _ => [],
    };

    private static ScoreSummary Summary(string group, RepeatedField<KpiResult> results)
    {
        var scored = results.Where(result => result.HasScoreBps).ToArray();
        var summary = new ScoreSummary
        {
            Group = group,
            KpiCount = results.Count,
            MetCount = results.Count(result => result.Status == Status.Met),
            MissedCount = results.Count(result => result.Status == Status.Missed),
            NoDataCount = results.Count(result => result.Status is Status.NoData or Status.Undefined),
            NotDueCount = results.Count(result => result.Status == Status.NotDue),
            State = results.Where(result => result.Status != Status.NotDue).All(result => result.HasActual && result.Total.Completeness == Completeness.Passed) ? SummaryState.Complete : SummaryState.Incomplete,
        };
        if (scored.Length > 0)
            summary.ScoreBps = (int)Math.Round(scored.Sum(result => (decimal)result.ScoreBps * result.Weight) / scored.Sum(result => result.Weight), MidpointRounding.AwayFromZero);
        return summary;
    }

    private void Judge(KpiResult result, Kpi kpi, Metric metric, MetricActual now, MetricActual before)
    {
        var (absent, actual) = Measured(kpi.Measure, metric, now.Sums, before.Sums);
        var isHigherBetter = kpi.Direction == Direction.HigherIsBetter;
        if (actual is { } there)
            result.Actual = Rounded(there, up: !isHigherBetter);
        var share = Share(kpi.Per);
        if (kpi.HasTarget)
            result.Target = Rounded(kpi.Target * share, up: isHigherBetter);
        if (kpi.HasBase)
            result.Base = Rounded(kpi.Base * share, up: isHigherBetter);
        if (result is { HasActual: true, HasTarget: true })
            result.Gap = result.Actual - result.Target;

        result.Status = !kpi.HasTarget ? Status.NoTarget
            : result.DueDate?.ToDay() > _range.End ? Status.NotDue
            : actual is not { } value ? absent
            : IsMet(value, kpi.Target * share, isHigherBetter, kpi.Strict) ? Status.Met
            : Status.Missed;
        if (actual is not { } measured || !kpi.HasTarget)
            return;
        decimal? progress = kpi.HasBase ? (measured - (kpi.Base * share)) / ((kpi.Target - kpi.Base) * share) : null;
        if (progress is { } gone)
            result.ProgressBps = Bps(gone);
        if (result.Status is Status.Met or Status.Missed)
            result.ScoreBps = result.Status == Status.Met ? WholeBps : Math.Clamp(Bps(progress ?? Part(measured, kpi.Target * share, isHigherBetter)), 0, WholeBps);
        if (result.Status == Status.Missed)
            result.Finding = kpi.Finding;
    }

    private static bool IsMet(decimal actual, decimal target, bool isHigherBetter, bool isStrict) =>
        isHigherBetter ? actual > target || (actual == target && !isStrict) : actual < target || (actual == target && !isStrict);

    /// <returns>What is compared with the target, or else why there is nothing.</returns>
    private static (Status Absent, decimal? Actual) Measured(Measure measure, Metric metric, MetricSums now, MetricSums before)
    {
        if (now.Exact(metric) is not { } value)
            return (Absent(now, metric), null);
        if (measure == Measure.Value)
            return (default, value);
        if (before.Exact(metric) is not { } earlier)
            return (Absent(before, metric), null);
        return measure == Measure.Points ? (default, value - earlier) : earlier == 0 ? (Status.Undefined, null) : (default, (value - earlier) * WholeBps / earlier);
    }

    private static Status Absent(MetricSums sums, Metric metric) => sums.State(metric) == PointState.Undefined ? Status.Undefined : Status.NoData;

    /// <summary>Without a base, how much of the target there is; of what is to be little, how much of it is allowed.</summary>
    private static decimal Part(decimal actual, decimal target, bool isHigherBetter) => isHigherBetter
        ? target <= 0 ? 0 : actual / target
        : actual <= 0 ? 0 : target / actual;

    private static Trend TrendOf(Direction direction, decimal? now, decimal? before) => (direction, now is { } later && before is { } earlier ? later.CompareTo(earlier) : (int?)null) switch
    {
        (Direction.Unspecified, _) or (_, null) => Trend.Unspecified,
        (_, 0) => Trend.Steady,
        (Direction.HigherIsBetter, > 0) or (Direction.LowerIsBetter, < 0) => Trend.Better,
        _ => Trend.Worse,
    };

    /// <summary>How many periods the range is: each day counts as its part of the period that it lies in.</summary>
    private decimal Share(Period period)
    {
        if (period == Period.Unspecified)
            return 1;
        var share = 0m;
        for (var (day, last) = (_range.Start.DayNumber, _range.End.DayNumber); day <= last;)
        {
            var (first, length) = Around(DateOnly.FromDayNumber(day), period);
            var next = Math.Min(first + length, last + 1);
            share += (decimal)(next - day) / length;
            day = next;
        }

        return share;
    }

    /// <summary>The number of a period's first day, and how many days it has.</summary>
    private static (int First, int Length) Around(DateOnly day, Period period)
    {
        var months = period switch
        {
            Period.Month => 1,
            Period.Quarter => 3,
            Period.Year => 12,
            _ => 0,
        };
        if (months == 0)
            return (day.DayNumber, period == Period.Day ? 1 : WeekDays);
        var month = day.Month - ((day.Month - 1) % months);
        return (new DateOnly(day.Year, month, 1).DayNumber, Enumerable.Range(month, months).Sum(each => DateTime.DaysInMonth(day.Year, each)));
    }

    private static long Rounded(decimal value, bool up) => (long)Math.Clamp(up ? Math.Ceiling(value) : Math.Floor(value), long.MinValue, long.MaxValue);

    private static int Bps(decimal share) => (int)Math.Clamp(Math.Round(share * WholeBps, MidpointRounding.AwayFromZero), int.MinValue, int.MaxValue);
}
