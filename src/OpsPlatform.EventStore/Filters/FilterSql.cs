using System.Runtime.CompilerServices;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

/// <summary>Writes a filter as an SQL condition that is true or false and never null, so that NOT means what it says.</summary>
internal sealed class FilterSql(SqlText sql, FieldSource fields)
{
    private int _elements;

    public string Compile(Filter filter)
    {
        // The parser limits depth; should it ever not, this is an exception instead of the end of the process.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return filter switch
        {
            Filter.AllOf and => and.Filters.Count == 0 ? "true" : $"({string.Join(" and ", and.Filters.Select(Compile))})",
            Filter.AnyOf or => or.Filters.Count == 0 ? "false" : $"({string.Join(" or ", or.Filters.Select(Compile))})",
            Filter.Negation not => $"(not {Compile(not.Inner)})",
            Filter.Comparison comparison => Compile(comparison),
            Filter.Has { Literal: { } literal } has => CompileHas(has.Field, literal),
            Filter.Has has => CompilePresence(has.Field),
            _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, null),
        };
    }

    private string Compile(Filter.Comparison asked) =>
        fields.Column(asked.Field) is { } column
            ? Compare(asked.Field, column.Kind, column.Sql, asked.Comparator, asked.Literal)
            : FieldPath.Write(asked.Field, fields, QueryPart.Filter, (kind, place) => Compare(asked.Field, kind, kind?.At(place), asked.Comparator, asked.Literal), anyElement: null);

    private string CompileHas(string field, string literal)
    {
        if (fields.Column(field) is { } column)
            return Contains(field, column.Kind, column.Sql, literal);
        var isElement = false;
        return FieldPath.Write(
            field,
            fields,
            QueryPart.Filter,
            (kind, place) => isElement ? Compare(field, kind, kind?.At(place), Comparator.Equal, literal) : Contains(field, kind, kind?.At(place), literal),
            (array, condition) =>
            {
                isElement = true;
                return AnyElement(array, condition);
            });
    }

    private string CompilePresence(string field)
    {
        if (fields.Column(field) is { } column)
            return Differs(column.Kind, column.Sql);
        return FieldPath.Write(
            field,
            fields,
            QueryPart.Filter,
            (kind, place) => kind is null or { HasPresence: true } || place.Name is null ? $"({place.Value} is not null)" : Differs(kind, kind.At(place)),
            AnyElement);
    }

    private string AnyElement(string array, Func<JsonPlace, string> condition)
    {
        var element = $"element{++_elements}";
        return $"(exists (select from jsonb_array_elements({array}) as {element} where {condition(JsonPlace.Whole(element))}))";
    }

    private static string Differs(ValueKind kind, string value) => $"({kind.OrAbsent(value)} <> {kind.Absent})";

    private string Contains(string field, ValueKind? kind, string? value, string literal) =>
        kind is { IsString: true } ? $"(strpos({kind.OrAbsent(value!)}, {Literal(field, kind, literal)}) > 0)" : Compare(field, kind, value, Comparator.Equal, literal);

    private string Compare(string field, ValueKind? kind, string? value, Comparator comparator, string literal)
    {
        if (kind is null)
            throw new InvalidQueryException(QueryPart.Filter, $"'{field}' is no value that could be compared.");
        if (!kind.Ordered && comparator is not (Comparator.Equal or Comparator.NotEqual))
            throw new InvalidQueryException(QueryPart.Filter, $"'{field}' can be equal or not, but not less or greater.");
        var parameter = Literal(field, kind, literal);
        var sign = comparator switch
        {
            Comparator.Equal => "=",
            Comparator.NotEqual => "<>",
            Comparator.Less => "<",
            Comparator.LessOrEqual => "<=",
            Comparator.Greater => ">",
            Comparator.GreaterOrEqual => ">=",
            _ => throw new ArgumentOutOfRangeException(nameof(comparator), comparator, null),
        };
        if (!kind.HasPresence)
            return $"({kind.OrAbsent(value!)} {sign} {parameter})";
        return comparator == Comparator.NotEqual ? $"({value} is distinct from {parameter})" : $"coalesce({value} {sign} {parameter}, false)";
    }

    private string Literal(string field, ValueKind kind, string literal) => kind.Parse(literal) switch
    {
        string text => sql.Text(text),
        long number => sql.Number(number),
        decimal number => sql.Parameter(number, NpgsqlDbType.Numeric),
        double number => sql.Parameter(number, NpgsqlDbType.Double),
        bool truth => sql.Parameter(truth, NpgsqlDbType.Boolean),
        DateTime time => sql.Parameter(time, NpgsqlDbType.TimestampTz),
        _ => throw new InvalidQueryException(QueryPart.Filter, $"'{literal}' is no value of '{field}'."),
    };
}
