using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Type;

namespace OpsPlatform.Server.Validation;

/// <summary>What holds for every value of a type, whatever its field's rules say. protovalidate leaves this to each runtime.</summary>
internal static class WellFormed
{
    private const int MostNanos = 999_999_999;

    // 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, the ends of what google.protobuf.Timestamp may hold.
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    // Some 10,000 years, the most that google.protobuf.Duration may hold.
    private const long LongestSeconds = 315_576_000_000;

    /// <summary>The C# runtime decodes bytes that are no UTF-8 to U+FFFD instead of refusing them: stored so, they would be lost silently.</summary>
    public static Rule<string> Text { get; } = new(
        "string.utf8",
        value => !value.Contains('\uFFFD'),
        new("must be valid UTF-8, without the replacement character U+FFFD", "必须为有效的 UTF-8，且不含替换字符 U+FFFD"));

    public static Rule<IMessage> Timestamp { get; } = new(
        "timestamp.valid",
        value => value is Timestamp { Seconds: >= FirstSecond and <= LastSecond, Nanos: >= 0 and <= MostNanos },
        new("must lie in the years 1 to 9999, with 0 to 999999999 nanoseconds", "年份必须在 1 至 9999 之间，纳秒必须在 0 至 999999999 之间"));

    public static Rule<IMessage> Duration { get; } = new(
        "duration.valid",
        value => value is Duration { Seconds: >= -LongestSeconds and <= LongestSeconds, Nanos: >= -MostNanos and <= MostNanos } duration
            && (duration.Seconds == 0 || duration.Nanos == 0 || (duration.Seconds < 0) == (duration.Nanos < 0)),
        new("must be at most 10,000 years long, with seconds and nanoseconds of the same sign", "时长不得超过一万年，且秒与纳秒的正负号必须一致"));

    public static Rule<IMessage> Date { get; } = new(
        "date.valid",
        value => value is Date { Year: >= 1 and <= 9999, Month: >= 1 and <= 12, Day: >= 1 } date && date.Day <= System.DateTime.DaysInMonth(date.Year, date.Month),
        new("must be a day of the calendar, with year, month and day", "必须为日历中存在的日期，并包含年、月、日"),
        value => value is Date date ? $"{date.Year:0000}-{date.Month:00}-{date.Day:00}" : "");
}
