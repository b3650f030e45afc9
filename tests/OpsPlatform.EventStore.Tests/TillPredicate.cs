using System.Globalization;
using System.Text;
using Google.Type;
using OpsPlatform.EventStore.Tests.V1;

namespace OpsPlatform.EventStore.Tests;

/// <summary>What a filter means, said once more in C# over the message itself.</summary>
internal static class TillPredicate
{
    /// <summary>Fields with one value: its value, or null when an unset message.</summary>
    public static readonly Dictionary<string, Func<Till, IComparable?>> Values = new()
    {
        ["display_name"] = till => CodePoints(till.DisplayName),
        ["balance_micros"] = till => till.BalanceMicros,
        ["sale_count"] = till => (long)till.SaleCount,
        ["closed"] = till => till.Closed,
        ["kind"] = till => till.Kind,
        ["open_time"] = till => till.OpenTime?.ToDateTime(),
        ["fiscal_date"] = till => till.FiscalDate is { } date ? Day(date) : null,
        ["shift"] = till => till.Shift is { } shift ? shift.Seconds + (shift.Nanos / 1e9m) : null,
        ["rate"] = till => till.Rate,
        ["serial"] = till => till.Serial,
        ["drawer"] = till => (long)till.Drawer,
        ["place.city"] = till => CodePoints(till.Place?.City ?? ""),
        ["place.floor"] = till => (long)(till.Place?.Floor ?? 0),
    };

    public static bool Holds(Filter filter, Till till) => filter switch
    {
        Filter.AllOf all => all.Filters.All(inner => Holds(inner, till)),
        Filter.AnyOf any => any.Filters.Any(inner => Holds(inner, till)),
        Filter.Negation not => !Holds(not.Inner, till),
        Filter.Comparison comparison => Holds(comparison, Values[comparison.Field](till)),
        Filter.Has { Field: "tags", Literal: null } => till.Tags.Count > 0,
        Filter.Has { Field: "tags", Literal: { } text } => till.Tags.Contains(text),
        Filter.Has { Field: "lines", Literal: null } => till.Lines.Count > 0,
        Filter.Has { Field: "lines.line_id", Literal: null } => till.Lines.Any(line => line.LineId.Length > 0),
        Filter.Has { Field: "lines.line_id", Literal: { } text } => till.Lines.Any(line => line.LineId == text),
        Filter.Has { Field: "lines.amount_micros", Literal: { } amount } => till.Lines.Any(line => line.AmountMicros == long.Parse(amount)),
        Filter.Has { Field: "display_name", Literal: { } text } => till.DisplayName.Contains(text, StringComparison.Ordinal),
        Filter.Has { Field: "place", Literal: null } => till.Place is not null,
        Filter.Has { Field: "open_time", Literal: null } => till.OpenTime is not null,
        Filter.Has { Field: "balance_micros", Literal: null } => till.BalanceMicros != 0,
        Filter.Has { Field: "kind", Literal: null } => till.Kind != Kind.Unspecified,
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, null),
    };

    private static bool Holds(Filter.Comparison comparison, IComparable? value)
    {
        if (value is null)
            return comparison.Comparator == Comparator.NotEqual;
        IComparable literal = value switch
        {
            string => CodePoints(comparison.Literal),
            long when comparison.Field == "fiscal_date" => long.Parse(comparison.Literal.Replace("-", "")),
            long => long.Parse(comparison.Literal),
            ulong => ulong.Parse(comparison.Literal),
            double => double.Parse(comparison.Literal),
            bool => bool.Parse(comparison.Literal),
            decimal => decimal.Parse(comparison.Literal.TrimEnd('s')),
            DateTime => DateTimeOffset.Parse(comparison.Literal, CultureInfo.InvariantCulture).UtcDateTime,
            Kind => Kinds[comparison.Literal],
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
        };
        var order = value.CompareTo(literal);
        return comparison.Comparator switch
        {
            Comparator.Equal => order == 0,
            Comparator.NotEqual => order != 0,
            Comparator.Less => order < 0,
            Comparator.LessOrEqual => order <= 0,
            Comparator.Greater => order > 0,
            _ => order >= 0,
        };
    }

    public static readonly Dictionary<string, Kind> Kinds = new() { ["KIND_UNSPECIFIED"] = Kind.Unspecified, ["KIND_COUNTER"] = Kind.Counter, ["KIND_SELF_SERVICE"] = Kind.SelfService };

    private static long Day(Date date) => (date.Year * 10000L) + (date.Month * 100) + date.Day;

    /// <summary>Text in a form whose order is that of the code points, which UTF-8 keeps and UTF-16 does not.</summary>
    private static string CodePoints(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));
}
