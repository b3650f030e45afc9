using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using Date = Google.Type.Date;
using Outcome = OpsPlatform.Metrics.V1.MetricResult.Types.Outcome;
using Source = OpsPlatform.Metrics.V1.MetricValue.Types.Source;

namespace OpsPlatform.Domain.Tests.Metrics;

/// <summary>Values of a call, each judged by itself.</summary>
public sealed class RecordingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 8, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<MetricKey, (string CurrencyCode, long Value)> Nothing = [];

    public static TheoryData<ErrorReason> Reasons => [.. Refused.Keys];

    private static Dictionary<ErrorReason, MetricValue> Refused => new()
    {
        [ErrorReason.MetricAccountUnknown] = Value(account: "workspaces/globex/accounts/main"),
        [ErrorReason.MetricNotKnown] = Value(metric: "likeability"),
        [ErrorReason.MetricValueNegative] = Value(value: -1),
        [ErrorReason.MetricValueTooHigh] = Value(metric: "like-rate", value: 10_001),
        [ErrorReason.MetricDateAhead] = Value(day: 13),
        [ErrorReason.MetricCurrencyMisplaced] = Value(metric: "sales"),
        [ErrorReason.MetricKeyRepeated] = Value(value: 2),
    };

    [Theory, MemberData(nameof(Reasons))]
    public void A_value_that_fails_says_why_and_the_others_are_stored(ErrorReason reason)
    {
        var recording = Recording(Value(), Refused[reason], Value(day: 11));
        var outcomes = recording.Outcomes(Nothing);

        outcomes.Select(each => each.Outcome).ShouldBe([Outcome.Recorded, Outcome.Failed, Outcome.Recorded]);
        recording.Rows(outcomes).Count.ShouldBe(2);
        var refusal = outcomes[1].Refusal.ShouldNotBeNull();
        refusal.Reason.ShouldBe(reason);
        var facts = refusal.Facts.Select(fact => fact.Name).ToHashSet();
        Refusals.Braces(Refusals.Template(reason).En).ShouldBe(facts, ignoreOrder: true);
        Refusals.Braces(Refusals.Template(reason).Zh).ShouldBe(facts, ignoreOrder: true);
    }

    [Theory, Trait("row", "MET-23")]
    [InlineData("like-rate", 10_000)]
    [InlineData("return-on-investment", 80_000)]
    public void A_rate_is_at_most_the_whole_and_a_return_is_not_bound_by_what_was_spent(string metric, long value) =>
        Recording(Value(metric: metric, value: value)).Outcomes(Nothing).ShouldHaveSingleItem().Outcome.ShouldBe(Outcome.Recorded);

    [Fact]
    public void A_day_that_has_begun_somewhere_is_not_ahead()
    {
        var evening = Now.AddHours(2);
        new MetricRecording("acme", [Value(day: 13)], Accounts, KnownMetrics.BuiltIn, evening).Outcomes(Nothing)[0].Outcome.ShouldBe(Outcome.Recorded);
        new MetricRecording("acme", [Value(day: 13)], Accounts, KnownMetrics.BuiltIn, evening.AddTicks(-1)).Outcomes(Nothing)[0].Outcome.ShouldBe(Outcome.Failed);
    }

    [Fact]
    public void The_same_value_changes_nothing_and_another_is_a_correction()
    {
        var recording = Recording(Value(value: 5), Value(value: 5, day: 11), Value(value: 5, source: Source.Screenshot));
        var stored = new Dictionary<MetricKey, (string, long)> { [Key(12)] = ("", 5), [Key(11)] = ("", 4) };
        var outcomes = recording.Outcomes(stored);

        outcomes.Select(each => each.Outcome).ShouldBe([Outcome.Unchanged, Outcome.Corrected, Outcome.Recorded]);
        var rows = recording.Rows(outcomes);
        rows.Select(row => row.Key.Day.Day).ShouldBe([11, 12]);
        MetricRecording.Decide(outcomes, rows).ShouldBe([
            new MetricsRecorded
            {
                RecordedCount = 1,
                CorrectedCount = 1,
                UnchangedCount = 1,
                Sources = { Source.PlatformApi, Source.Screenshot },
                RowsSha256 = Sha256("main\tplays\t2026-03-11\t1\t1773302400000000\t\t5\nmain\tplays\t2026-03-12\t3\t1773302400000000\t\t5\n"),
            },
        ]);
    }

    [Fact]
    public void A_call_that_changes_nothing_leaves_no_event()
    {
        var recording = Recording(Value(value: 5), Value(value: -1, day: 11));
        var outcomes = recording.Outcomes(new Dictionary<MetricKey, (string, long)> { [Key(12)] = ("", 5) });
        MetricRecording.Decide(outcomes, recording.Rows(outcomes)).ShouldBeEmpty();
    }

    private static IReadOnlySet<string> Accounts => new HashSet<string> { "main" };

    private static string Sha256(string rows) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rows)));

    private static MetricKey Key(int day) => new("main", "plays", new DateOnly(2026, 3, day), (int)Source.PlatformApi);

    private static MetricRecording Recording(params MetricValue[] values) => new("acme", values, Accounts, KnownMetrics.BuiltIn, Now);

    private static MetricValue Value(string account = "workspaces/acme/accounts/main", string metric = "plays", int day = 12, Source source = Source.PlatformApi, long value = 1) => new()
    {
        Account = account,
        Metric = metric,
        Date = new Date { Year = 2026, Month = 3, Day = day },
        Source = source,
        CaptureTime = Now.ToTimestamp(),
        Value = value,
    };
}
