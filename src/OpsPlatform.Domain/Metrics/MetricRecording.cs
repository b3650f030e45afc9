using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using Outcome = OpsPlatform.Metrics.V1.MetricResult.Types.Outcome;
using Unit = OpsPlatform.Metrics.V1.Metric.Types.Unit;

namespace OpsPlatform.Domain.Metrics;

/// <summary>What a value is of: the newest of its kind is the one that counts.</summary>
public readonly record struct MetricKey(string Account, string Metric, DateOnly Day, int Source);

/// <summary>A value that is to be stored.</summary>
public sealed record MetricRow(MetricKey Key, DateTimeOffset CaptureTime, string CurrencyCode, long Value);

/// <summary>Judges the values of a call one by one, and says what is to be stored.</summary>
public sealed class MetricRecording
{
    /// <summary>By the clock that is furthest ahead, a day begins so long before it does in UTC.</summary>
    private const int FirstClockHours = 14;

    private readonly List<Refusal?> _refusals = [];
    private readonly List<MetricRow?> _rows = [];
    private readonly Dictionary<MetricKey, int> _places = [];
    private readonly string _accounts;
    private readonly KnownMetrics _metrics;

    /// <param name="accounts">The ids of the accounts that there are, of those that are named.</param>
    /// <param name="time">Of the call, to the microsecond.</param>
    public MetricRecording(string workspace, IEnumerable<MetricValue> values, IReadOnlySet<string> accounts, KnownMetrics metrics, DateTimeOffset time)
    {
        (_accounts, _metrics) = (AccountsOf(workspace), metrics);
        foreach (var value in values)
        {
            var row = Row(value, time);
            var refusal = Refused(value, row, accounts, DateOnly.FromDateTime(time.UtcDateTime.AddHours(FirstClockHours)));
            _refusals.Add(refusal);
            _rows.Add(refusal is null ? row : null);
        }
    }

    /// <summary>Where those that have not failed are looked for.</summary>
    public IReadOnlyCollection<MetricKey> Keys => _places.Keys;

    /// <summary>The id of an account of the workspace; null when the name is none.</summary>
    public static string? AccountId(string workspace, string name) =>
        name.StartsWith(AccountsOf(workspace), StringComparison.Ordinal) && name[AccountsOf(workspace).Length..] is var id && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-') ? id : null;

    /// <summary>What becomes of each value, beside what is stored.</summary>
    public IReadOnlyList<(Outcome Outcome, Refusal? Refusal)> Outcomes(IReadOnlyDictionary<MetricKey, (string CurrencyCode, long Value)> stored) =>
    [
        .. _rows.Zip(_refusals, (row, refusal) => (
            row is null ? Outcome.Failed
            : !stored.TryGetValue(row.Key, out var before) ? Outcome.Recorded
            : before == (row.CurrencyCode, row.Value) ? Outcome.Unchanged
            : Outcome.Corrected, refusal)),
    ];

    /// <summary>What is to be stored of them, in the order that the digest is made in.</summary>
    public IReadOnlyList<MetricRow> Rows(IEnumerable<(Outcome Outcome, Refusal? Refusal)> outcomes) =>
    [
        .. _rows.Zip(outcomes).Where(each => each.Second.Outcome is Outcome.Recorded or Outcome.Corrected).Select(each => each.First!)
            .OrderBy(row => row.Key.Account, StringComparer.Ordinal).ThenBy(row => row.Key.Metric, StringComparer.Ordinal).ThenBy(row => row.Key.Day).ThenBy(row => row.Key.Source),
    ];

    /// <summary>Nothing to store is nothing that happened.</summary>
    public static IEnumerable<IMessage> Decide(IReadOnlyCollection<(Outcome Outcome, Refusal? Refusal)> outcomes, IReadOnlyCollection<MetricRow> rows) => rows.Count == 0 ? [] :
    [
        new MetricsRecorded
        {
            RecordedCount = outcomes.Count(each => each.Outcome == Outcome.Recorded),
            CorrectedCount = outcomes.Count(each => each.Outcome == Outcome.Corrected),
            UnchangedCount = outcomes.Count(each => each.Outcome == Outcome.Unchanged),
            FailedCount = outcomes.Count(each => each.Outcome == Outcome.Failed),
            Sources = { rows.Select(row => (MetricValue.Types.Source)row.Key.Source).Distinct().Order() },
            RowsSha256 = Digest(rows),
        },
    ];

    private static string AccountsOf(string workspace) => $"workspaces/{workspace}/accounts/";

    private static string Digest(IEnumerable<MetricRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            var captured = (row.CaptureTime - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            var line = string.Create(CultureInfo.InvariantCulture, $"{row.Key.Account}\t{row.Key.Metric}\t{row.Key.Day:yyyy-MM-dd}\t{row.Key.Source}\t{captured}\t{row.CurrencyCode}\t{row.Value}\n");
            hash.AppendData(Encoding.UTF8.GetBytes(line));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private MetricRow Row(MetricValue value, DateTimeOffset time)
    {
        var captured = value.CaptureTime?.ToDateTimeOffset() ?? time;
        return new(
            new(value.Account.StartsWith(_accounts, StringComparison.Ordinal) ? value.Account[_accounts.Length..] : "", value.Metric, value.Date.ToDay(), (int)value.Source),
            captured.AddTicks(-(captured.Ticks % TimeSpan.TicksPerMicrosecond)),
            value.CurrencyCode,
            value.Value);
    }

    private Refusal? Refused(MetricValue value, MetricRow row, IReadOnlySet<string> accounts, DateOnly today)
    {
        if (!accounts.Contains(row.Key.Account))
            return new(ErrorReason.MetricAccountUnknown, "", ("account", value.Account));
        if (_metrics.Find(value.Metric) is not { } metric)
            return new(ErrorReason.MetricNotKnown, "", ("metric", value.Metric));
        if (value.Value < 0)
            return new(ErrorReason.MetricValueNegative, "", ("value", value.Value), ("metric", value.Metric));
        if (value.Value > metric.HighestValue)
            return new(ErrorReason.MetricValueTooHigh, "", ("value", value.Value), ("metric", value.Metric), ("highest", metric.HighestValue));
        if (row.Key.Day > today)
            return new(ErrorReason.MetricDateAhead, "", ("date", Text(row.Key.Day)), ("today", Text(today)));
        if (metric.Unit == Unit.Micros != value.CurrencyCode.Length > 0)
            return new(ErrorReason.MetricCurrencyMisplaced, "", ("metric", value.Metric), ("unit", metric.Unit.WireName()), ("needed", metric.Unit == Unit.Micros ? "ISO 4217" : "\"\""));
        return _places.TryAdd(row.Key, _rows.Count + 1) ? null : new(ErrorReason.MetricKeyRepeated, "", ("first", _places[row.Key]));
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
