using System.Collections;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Cli.Requests;
using Date = Google.Type.Date;

namespace OpsPlatform.Cli.Output;

/// <summary>A field's value as people read it.</summary>
internal readonly record struct Cell(string Text, bool IsNumber)
{
    /// <param name="currency">The currency of the amounts, from the message or the one around it; may be empty.</param>
    internal static Cell Of(IMessage message, FieldDescriptor field, string currency)
    {
        var value = field.Accessor.GetValue(message);
        if (field.IsRepeated)
            return new Cell(string.Join(", ", ((IList)value).Cast<object>().Select(item => Plain(field, item))), IsNumber: false);
        if (field.HasPresence && !field.Accessor.HasValue(message))
            return new Cell("", IsNumber: false);
        if (IsMoney(field))
            return new Cell($"{Amount.Format((long)value)} {currency}".TrimEnd(), IsNumber: true);
        if (Rate.Is(field))
            return new Cell(Rate.Format((long)value), IsNumber: true);
        if (field.Name.EndsWith("_bps", StringComparison.Ordinal))
            return new Cell($"{(int)value / 100m:0.00} %", IsNumber: true);
        return new Cell(Plain(field, value), field.FieldType is FieldType.Int32 or FieldType.Int64 or FieldType.Double);
    }

    internal static bool IsMoney(FieldDescriptor field) => field.Name.EndsWith("_micros", StringComparison.Ordinal);

    /// <summary>A heading for the field: `held_amount_micros` is `held`, `amount_micros` is `amount`.</summary>
    internal static string Heading(FieldDescriptor field)
    {
        var name = field.Name;
        foreach (var suffix in new[] { "_micros", "_nanos", "_bps", "_amount", "_id" })
            name = name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
        return name.Replace('_', ' ');
    }

    /// <summary>Empty for a date that is not set.</summary>
    internal static string DateText(Date? date) => date is null ? "" : $"{date.Year:0000}-{date.Month:00}-{date.Day:00}";

    private static string Plain(FieldDescriptor field, object value) => value switch
    {
        string text => text,
        ByteString bytes => Convert.ToHexStringLower(bytes.Span),
        bool yes => yes ? "yes" : "no",
        Timestamp time => time.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", null),
        Duration duration => DurationText(duration.ToTimeSpan()),
        Date date => DateText(date),
        _ when field.FieldType == FieldType.Enum => EnumText(field.EnumType.FindValueByNumber(Convert.ToInt32(value, CultureInfo.InvariantCulture)), value),
        IMessage message => string.Join(' ', Columns.Of(message.Descriptor).Select(inner => Of(message, inner, "").Text).Where(text => text.Length > 0)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>As options take it, in the largest unit that it is a multiple of.</summary>
    private static string DurationText(TimeSpan duration)
    {
        foreach (var (unit, letter) in new[] { (TimeSpan.FromDays(1), "d"), (TimeSpan.FromHours(1), "h"), (TimeSpan.FromMinutes(1), "m"), (TimeSpan.FromSeconds(1), "s") })
        {
            if (duration.Ticks % unit.Ticks == 0)
                return $"{duration.Ticks / unit.Ticks}{letter}";
        }

        return duration.ToString("c", null);
    }

    /// <summary>A value that this command line is too old to know shows its number.</summary>
    private static string EnumText(EnumValueDescriptor? known, object value) => known switch
    {
        null => Convert.ToInt32(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        { Number: 0 } => "",
        _ => EnumNames.Bare(known),
    };
}
