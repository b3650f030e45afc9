using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Tests.Listing;

/// <summary>Writes a filter's meaning: to read, and to be read by the parser again.</summary>
internal static class FilterText
{
    public static string Of(Filter filter, bool quoted = false)
    {
        return Write(filter);

        string Write(Filter part) => part switch
        {
            Filter.AllOf { Filters: [] } => "everything",
            Filter.AllOf all => $"({string.Join(" AND ", all.Filters.Select(Write))})",
            Filter.AnyOf any => $"({string.Join(" OR ", any.Filters.Select(Write))})",
            Filter.Negation not => $"NOT {Write(not.Inner)}",
            Filter.Comparison comparison => $"{comparison.Field} {Sign(comparison.Comparator)} {Literal(comparison.Literal)}",
            Filter.Has { Literal: null } has => quoted ? $"{has.Field}:*" : $"{has.Field} : anything",
            Filter.Has has => $"{has.Field} : {Literal(has.Literal)}",
            _ => throw new ArgumentOutOfRangeException(nameof(filter), part, null),
        };

        string Literal(string text) => quoted ? $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("*", "\\*")}\"" : text;
    }

    private static string Sign(Comparator comparator) => comparator switch
    {
        Comparator.Equal => "=",
        Comparator.NotEqual => "!=",
        Comparator.Less => "<",
        Comparator.LessOrEqual => "<=",
        Comparator.Greater => ">",
        Comparator.GreaterOrEqual => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(comparator), comparator, null),
    };
}
