using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Date = Google.Type.Date;

namespace OpsPlatform.Cli.Requests;

/// <summary>Reads one value from the command line as the field's type asks.</summary>
internal static partial class FieldValue
{
    private static readonly string[] TimeFormats = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <exception cref="Failure">The text is no such value; the sentence names the option and shows one that is.</exception>
    internal static object Parse(FieldDescriptor field, string option, string text) => field switch
    {
        { FieldType: FieldType.String } => text,
        { FieldType: FieldType.Int32 } => int.TryParse(text, NumberStyles.AllowLeadingSign, null, out var number)
            ? number
            : throw Failure.Usage($"{option} takes a whole number, not '{text}'.", $"{option} 须为整数，而不是“{text}”。"),
        { FieldType: FieldType.Int64 } when Rate.Is(field) => Rate.Parse(option, text),
        { FieldType: FieldType.Int64 } => long.TryParse(text, NumberStyles.AllowLeadingSign, null, out var number)
            ? number
            : throw Failure.Usage($"{option} takes a whole number, not '{text}'.", $"{option} 须为整数，而不是“{text}”。"),
        { FieldType: FieldType.Bytes } => ParseHex(option, text),
        { FieldType: FieldType.Bool } => text switch
        {
            "yes" or "true" => true,
            "no" or "false" => false,
            _ => throw Failure.Usage($"{option} takes yes or no, not '{text}'.", $"{option} 须为 yes 或 no，而不是“{text}”。"),
        },
        { FieldType: FieldType.Enum } => EnumNumber(field.EnumType, option, text),
        { FieldType: FieldType.Message } when field.MessageType == Date.Descriptor => ParseDate(option, text),
        { FieldType: FieldType.Message } when field.MessageType == Duration.Descriptor => ParseDuration(option, text),
        { FieldType: FieldType.Message } when field.MessageType == Timestamp.Descriptor => ParseTime(option, text),
        { FieldType: FieldType.Message } when field.MessageType == FieldMask.Descriptor => new FieldMask { Paths = { text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) } },
        _ => throw new NotSupportedException($"No command offers a field of the type {field.FieldType} yet: {field.FullName}."),
    };

    /// <summary>What help shows in place of the value.</summary>
    internal static string Placeholder(FieldDescriptor field) => field switch
    {
        { FieldType: FieldType.Enum } => string.Join('|', EnumNames.Short(field.EnumType)),
        { FieldType: FieldType.Int64 } when Rate.Is(field) => "rate",
        { FieldType: FieldType.Int32 or FieldType.Int64 } => "number",
        { FieldType: FieldType.Bytes } => "hex",
        { FieldType: FieldType.Message } when field.MessageType == Date.Descriptor => "yyyy-mm-dd",
        { FieldType: FieldType.Message } when field.MessageType == Duration.Descriptor => "duration",
        { FieldType: FieldType.Message } when field.MessageType == Timestamp.Descriptor => "time",
        { FieldType: FieldType.Message } when field.MessageType == FieldMask.Descriptor => "fields",
        _ => "text",
    };

    private static int EnumNumber(EnumDescriptor type, string option, string text)
    {
        var value = type.Values.FirstOrDefault(value => value.Name == text || EnumNames.Short(value) == text);
        if (value is not null && value.Number != 0)
            return value.Number;
        var known = string.Join(", ", EnumNames.Short(type));
        throw Failure.Usage($"{option} does not know '{text}'. It knows: {known}.", $"{option} 不支持“{text}”。可用值：{known}。");
    }

    private static ByteString ParseHex(string option, string text)
    {
        try
        {
            return ByteString.CopyFrom(Convert.FromHexString(text));
        }
        catch (FormatException)
        {
            throw Failure.Usage($"{option} takes bytes in hex, such as 9f86d081, not '{text}'.", $"{option} 须为十六进制字节，例如 9f86d081，而不是“{text}”。");
        }
    }

    private static Date ParseDate(string option, string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date)
            ? new Date { Year = date.Year, Month = date.Month, Day = date.Day }
            : throw Failure.Usage($"{option} takes a date such as 2026-03-31, not '{text}'.", $"{option} 须为日期，例如 2026-03-31，而不是“{text}”。");

    private static Timestamp ParseTime(string option, string text) =>
        DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToTimestamp()
            : throw Failure.Usage(
                $"{option} takes a time with its offset, such as 2026-03-31T09:00:00Z or 2026-03-31T17:00:00+08:00, not '{text}'.",
                $"{option} 须为带时区的时间，例如 2026-03-31T09:00:00Z 或 2026-03-31T17:00:00+08:00，而不是“{text}”。");

    private static Duration ParseDuration(string option, string text)
    {
        var match = DurationPattern().Match(text);
        var unit_s = match.Groups["unit"].Value switch { "s" => 1, "m" => 60, "h" => 3600, _ => 86_400 };
        return match.Success && long.TryParse(match.Groups["number"].ValueSpan, out var number) && number <= Duration.MaxSeconds / unit_s
            ? new Duration { Seconds = number * unit_s }
            : throw Failure.Usage(
                $"{option} takes a duration such as 90s, 45m, 12h or 7d, not '{text}'.",
                $"{option} 须为时长，例如 90s、45m、12h 或 7d，而不是“{text}”。");
    }

    [GeneratedRegex("^(?<number>[0-9]{1,12})(?<unit>[smhd])$", RegexOptions.ExplicitCapture)]
    private static partial Regex DurationPattern();
}
