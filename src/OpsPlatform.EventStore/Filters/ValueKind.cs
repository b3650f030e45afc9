using System.Globalization;
using Google.Protobuf.Reflection;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

/// <summary>How values of a field's type are taken out of JSON, compared, and read from a filter's literal.</summary>
/// <param name="SqlType">What a page key is cast to.</param>
/// <param name="Absent">What takes an absent field's place in an order and, unless the type has presence, in a comparison.</param>
/// <param name="HasPresence">An absent value equals nothing.</param>
/// <param name="Ordered">Less and greater mean something.</param>
/// <param name="Parse">The literal as a value to send, or null when it is none of this type.</param>
internal sealed record ValueKind(string SqlType, NpgsqlDbType DbType, string Absent, bool HasPresence, bool Ordered, Func<string, object?> Parse)
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static readonly ValueKind String = new("text", NpgsqlDbType.Text, "''", false, true, literal => literal.Contains('\0') ? null : literal);

    private static readonly ValueKind Integer = new("bigint", NpgsqlDbType.Bigint, "0", false, true, literal => long.TryParse(literal, NumberStyles.AllowLeadingSign, null, out var value) ? value : null);

    private static readonly ValueKind Unsigned = new("numeric", NpgsqlDbType.Numeric, "0", false, true, literal => ulong.TryParse(literal, NumberStyles.None, null, out var value) ? (decimal)value : null);

    private static readonly ValueKind Real = new("float8", NpgsqlDbType.Double, "0", false, true, literal => double.TryParse(literal, NumberStyles.Float, null, out var value) ? value : null);

    private static readonly ValueKind Truth = new("boolean", NpgsqlDbType.Boolean, "false", false, false, literal => bool.TryParse(literal, out var value) ? value : null);

    private static readonly ValueKind Instant = new("timestamptz", NpgsqlDbType.TimestampTz, "'-infinity'", true, true, literal => ParseTime(literal));

    /// <summary>Days as the number yyyymmdd: a google.type.Date may lack its month or day, which PostgreSQL's own date cannot.</summary>
    private static readonly ValueKind Date = new("bigint", NpgsqlDbType.Bigint, "-1", true, true, literal => ParseDate(literal));

    private static readonly ValueKind Duration = new("numeric", NpgsqlDbType.Numeric, "'-infinity'", true, true, literal => ParseDuration(literal));

    public bool IsText => DbType == NpgsqlDbType.Text;

    public bool IsString => IsText && Ordered;

    /// <summary>Null for fields that cannot be compared.</summary>
    public static ValueKind? Of(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => String,
        FieldType.Int32 or FieldType.Int64 or FieldType.SInt32 or FieldType.SInt64 or FieldType.SFixed32 or FieldType.SFixed64 or FieldType.UInt32 or FieldType.Fixed32 => Integer,
        FieldType.UInt64 or FieldType.Fixed64 => Unsigned,
        FieldType.Float or FieldType.Double => Real,
        FieldType.Bool => Truth,
        FieldType.Enum => OfEnum(field.EnumType),
        FieldType.Message => field.MessageType.FullName switch
        {
            "google.protobuf.Timestamp" => Instant,
            "google.protobuf.Duration" => Duration,
            "google.type.Date" => Date,
            _ => null,
        },
        _ => null,
    };

    public static ValueKind Of(EventColumn column) => column switch
    {
        EventColumn.Time => Instant,
        EventColumn.Version or EventColumn.Position => Integer,
        _ => String,
    };

    /// <summary>The value at a place in the JSON, or SQL's null when it is absent.</summary>
    public string At(JsonPlace place)
    {
        if (ReferenceEquals(this, Date))
            return $"({Part(place, "year")} * 10000 + {Part(place, "month")} * 100 + {Part(place, "day")})";
        if (ReferenceEquals(this, Duration))
            return $"rtrim({place.Text}, 's')::numeric";
        return IsText ? place.Text : $"{place.Text}::{SqlType}";
    }

    /// <summary>The value with its default in the place of an absent one; never null.</summary>
    public string OrAbsent(string value) => $"coalesce({value}, {Absent}){(IsText ? " collate \"C\"" : "")}";

    private static string Part(JsonPlace date, string part) =>
        $"(case when {date.Value} is not null then coalesce(({date.Value} ->> '{part}')::bigint, 0) end)";

    private static ValueKind OfEnum(EnumDescriptor type) =>
        String with
        {
            Absent = $"'{type.FindValueByNumber(0).Name}'",
            Ordered = false,

            // JSON names a value by the first of its names; a filter may use any.
            Parse = literal => type.FindValueByName(literal) is { } value ? type.FindValueByNumber(value.Number).Name : null,
        };

    private static DateTime? ParseTime(string literal) =>
        DateTimeOffset.TryParseExact(literal, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.UtcDateTime : null;

    private static long? ParseDate(string literal) =>
        DateOnly.TryParseExact(literal, "yyyy-MM-dd", out var date) ? (date.Year * 10000L) + (date.Month * 100) + date.Day : null;

    private static decimal? ParseDuration(string literal) =>
        literal.EndsWith('s') && decimal.TryParse(literal.AsSpan(0, literal.Length - 1), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, null, out var seconds) ? seconds : null;
}
