using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace OpsPlatform.Server.Validation;

/// <summary>The rules of timestamps and durations. Both are compared as nanoseconds, which need more than 64 bits.</summary>
internal static class TimeRules
{
    private const int NanosPerSecond = 1_000_000_000;
    private const int NanosPerTick = 100;

    public static IEnumerable<Rule<IMessage>> OfDuration(RuleReader rules) =>
        RangeRules.Of(rules, DurationNanos, Text, ShowDuration).Select(rule => rule.Within<IMessage>(DurationNanos));

    public static IEnumerable<Rule<IMessage>> OfTimestamp(RuleReader rules, TimeProvider clock) =>
        RangeRules.Of(rules, TimestampNanos, Text, ShowTimestamp).Concat(AroundNow(rules, clock)).Select(rule => rule.Within<IMessage>(TimestampNanos));

    private static IEnumerable<Rule<Int128>> AroundNow(RuleReader rules, TimeProvider clock)
    {
        if (rules.Is("lt_now"))
            yield return new(rules.Id("lt_now"), time => time <= Now(clock), new("must lie in the past", "必须早于当前时间"), ShowTimestamp);
        if (rules.Is("gt_now"))
            yield return new(rules.Id("gt_now"), time => time >= Now(clock), new("must lie in the future", "必须晚于当前时间"), ShowTimestamp);
        if (rules.TryGet("within", given => (Nanos: DurationNanos(given), Text: Text(given)), out var reach))
        {
            yield return new(
                rules.Id("within"),
                time => Int128.Abs(time - Now(clock)) <= reach.Nanos,
                new($"must lie within {reach.Text} of now", $"与当前时间相差不得超过 {reach.Text}"),
                ShowTimestamp);
        }
    }

    private static Int128 Now(TimeProvider clock) => (Int128)(clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * NanosPerTick;

    private static Int128 DurationNanos(object given) => given is Duration duration ? Nanos(duration.Seconds, duration.Nanos) : 0;

    private static Int128 TimestampNanos(object given) => given is Timestamp time ? Nanos(time.Seconds, time.Nanos) : 0;

    private static Int128 Nanos(long seconds, int nanos) => (Int128)seconds * NanosPerSecond + nanos;

    private static string ShowDuration(Int128 nanos) => $"{(decimal)nanos / NanosPerSecond}s";

    private static string ShowTimestamp(Int128 nanos) => Text(new Timestamp { Seconds = Seconds(nanos), Nanos = (int)(nanos - (Int128)Seconds(nanos) * NanosPerSecond) });

    private static long Seconds(Int128 nanos) => (long)(nanos >= 0 ? nanos / NanosPerSecond : (nanos - NanosPerSecond + 1) / NanosPerSecond);

    /// <summary>As JSON has it, without its quotes; what has no such form is told as what it is.</summary>
    private static string Text(object given) => given.ToString()!.Trim('"');
}
