namespace OpsPlatform.EventStore;

/// <summary>What a value is of, below its workspace.</summary>
/// <param name="Account">The id of the account.</param>
/// <param name="Source">Where sources differ, the lowest is read.</param>
public readonly record struct MetricValueKey(string Account, string Metric, DateOnly Day, int Source);

/// <summary>A value as its row holds it, beside who stored it when.</summary>
/// <param name="Captured">Whole microseconds.</param>
/// <param name="Currency">Empty for what is no money.</param>
public sealed record MetricValueRow(MetricValueKey Key, DateTimeOffset Captured, string Currency, long Value);

/// <summary>Rows of values that are committed with the events that tell of them.</summary>
/// <param name="Batch">The stream of those events.</param>
public sealed record MetricWrite(string Batch, IReadOnlyList<MetricValueRow> Rows);

/// <summary>A metric that is asked for, and the two that it is the quotient of, or else two empty texts.</summary>
public sealed record MetricPart(string Metric, string Numerator, string Denominator);

/// <param name="Metrics">What is asked for.</param>
/// <param name="Members">Accounts, each in every group that it counts in.</param>
/// <param name="Periods">The first days of the periods, in order; each ends before the next starts.</param>
/// <param name="End">The last day, included.</param>
/// <param name="AsOf">Rows that were stored later are not seen; null for all that there are, whatever this node's clock says.</param>
/// <param name="Currency">Of what is money; rows in others are passed over.</param>
/// <param name="Excluded">Positions of rows that are passed over.</param>
public sealed record MetricQuery(
    IReadOnlyCollection<MetricPart> Metrics,
    IReadOnlyCollection<(string Account, string Group)> Members,
    IReadOnlyList<DateOnly> Periods,
    DateOnly End,
    DateTimeOffset? AsOf,
    string Currency,
    IReadOnlyCollection<long> Excluded);

/// <summary>What there is of a metric of a group in a period.</summary>
/// <param name="Pairs">Days of accounts that have both parts of a quotient, with the sums of these.</param>
/// <param name="Singles">Days of accounts that have the metric itself and not both parts, with the sum of these.</param>
public sealed record MetricTotal(string Group, string Metric, DateOnly Period, int Pairs, decimal Numerator, decimal Denominator, int Singles, decimal Sum);

/// <summary>How good rows are.</summary>
/// <param name="Days">Days of accounts and metrics that have a value.</param>
/// <param name="Values">The same by source.</param>
/// <param name="Uncorrected">Of these, those that were told once.</param>
/// <param name="InTime">Of these, those that came in time.</param>
public sealed record MetricQuality(int Days, int Values, int Uncorrected, int InTime);

/// <summary>What sources say of one metric of one account on one day.</summary>
public sealed record MetricDisagreement(string Account, string Metric, DateOnly Day, string Currency, long Lowest, int LowestSource, long Highest, int HighestSource);
