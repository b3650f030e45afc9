using System.Globalization;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Server.Validation;

namespace OpsPlatform.Server.Listing;

/// <summary>Reads a literal as a value of its field's type, and writes it in the one form that the store reads.</summary>
internal static class FilterValue
{
    private const string DateFormat = "yyyy-MM-dd";

    // RFC 3339; a place in time without an offset would mean something else on each machine.
    private static readonly string[] TimeFormats =
        [$"{DateFormat}'T'HH:mm:ss'Z'", $"{DateFormat}'T'HH:mm:ss.FFFFFFF'Z'", $"{DateFormat}'T'HH:mm:sszzz", $"{DateFormat}'T'HH:mm:ss.FFFFFFFzzz"];

    /// <exception cref="FormatProblemException">It is none.</exception>
    public static string Read(FieldPath field, string literal)
    {
        if (!field.IsValue)
            throw new FormatProblemException(new($"{field.Path} cannot be compared; ask with {field.Path}:* whether it is set", $"{field.Path} 不能比较，可用 {field.Path}:* 查询是否已设置"));
        var (value, en, zh) = field.Field.FieldType switch
        {
            FieldType.String => (literal.Contains('\0') ? null : literal, "a text without NUL", "不含 NUL 的文本"),
            FieldType.Bool => (literal is "true" or "false" ? literal : null, "true or false", "true 或 false"),
            FieldType.Enum => Name(field.Field.EnumType, literal),
            FieldType.Float or FieldType.Double => (Real(literal), "a number", "数值"),
            FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => (Whole<int>(literal), "a whole number of 32 bits", "32 位整数"),
            FieldType.UInt32 or FieldType.Fixed32 => (Whole<uint>(literal), "a whole number of 32 bits, not negative", "32 位非负整数"),
            FieldType.UInt64 or FieldType.Fixed64 => (Whole<ulong>(literal), "a whole number of 64 bits, not negative", "64 位非负整数"),
            FieldType.Message when field.Field.MessageType == Timestamp.Descriptor => (Time(literal), "a time, such as 2026-01-31T08:00:00Z", "时间，例如 2026-01-31T08:00:00Z"),
            FieldType.Message when field.Field.MessageType == Duration.Descriptor => (Length(literal), "a duration in seconds, such as 1.5s", "以秒为单位的时长，例如 1.5s"),
            FieldType.Message => (Day(literal), "a day, such as 2026-01-31", "日期，例如 2026-01-31"),
            _ => (Whole<long>(literal), "a whole number of 64 bits", "64 位整数"),
        };
        return value ?? throw new FormatProblemException(new(
            $"{field.Path} is compared with {en}; {Quoted.Text(literal)} is none",
            $"{field.Path} 应与{zh}比较，{Quoted.Text(literal)} 不符合"));
    }

    /// <summary>By its full name, or by what follows the enum's own name in it: <c>STATE_ACTIVE</c> or <c>ACTIVE</c>.</summary>
    private static (string? Value, string En, string Zh) Name(EnumDescriptor type, string literal)
    {
        var prefix = Prefix(type);
        var value = type.FindValueByName(literal) ?? type.FindValueByName(prefix + literal);
        var names = string.Join(", ", type.Values.Select(one => one.Name.StartsWith(prefix, StringComparison.Ordinal) ? one.Name[prefix.Length..] : one.Name));
        return (value?.Name, $"one of {names}", $"以下值之一（{names}）");
    }

    private static string Prefix(EnumDescriptor type) =>
        string.Concat(type.Name.Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}")) + "_";

    private static string? Whole<T>(string literal)
        where T : struct, System.Numerics.INumber<T> =>
        T.TryParse(literal, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value.ToString() : null;

    private static string? Real(string literal) =>
        double.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : null;

    /// <summary>A day alone is its first instant in UTC.</summary>
    private static string? Time(string literal)
    {
        if (Day(literal) is { } day)
            return $"{day}T00:00:00Z";
        return DateTimeOffset.TryParseExact(literal, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time.ToString($"{DateFormat}'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
            : null;
    }

    private static string? Day(string literal) =>
        DateOnly.TryParseExact(literal, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? literal : null;

    private static string? Length(string literal) =>
        literal.EndsWith('s') && decimal.TryParse(literal.AsSpan(0, literal.Length - 1), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? $"{seconds}s"
            : null;
}
