using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;

namespace OpsPlatform.EventStore;

/// <summary>The order of a list, ending in the id, and the key of a row in it. A key is never null, so that "after" is well defined.</summary>
internal sealed class Order
{
    /// <summary>Each key makes the condition of the next page longer by all keys before it.</summary>
    private const int MostKeys = 8;

    private readonly List<(string Sql, string SqlType, bool Descending)> _keys = [];

    public Order(IReadOnlyList<OrderKey> keys, FieldSource fields)
    {
        if (keys.Count > MostKeys)
            throw new InvalidQueryException(QueryPart.Order, $"At most {MostKeys} fields can be ordered by.");
        foreach (var key in keys)
        {
            var type = "";
            var sql = FieldPath.Write(
                key.Field,
                fields,
                QueryPart.Order,
                (kind, place) =>
                {
                    type = kind?.SqlType ?? throw new InvalidQueryException(QueryPart.Order, $"'{key.Field}' is no value that could be ordered by.");
                    return kind.OrAbsent(kind.At(place));
                },
                anyElement: null);
            _keys.Add((sql, type, key.Descending));
        }

        _keys.Add(("d.id", "text", false));
    }

    /// <summary>The keys as columns to select, each preceded by a comma.</summary>
    public string Columns => string.Concat(_keys.Select(key => $", ({key.Sql})::text"));

    public string By => string.Join(", ", _keys.Select(key => $"{key.Sql}{(key.Descending ? " desc" : "")}"));

    public string Key(NpgsqlDataReader row, int first) =>
        JsonSerializer.Serialize([.. Enumerable.Range(first, _keys.Count).Select(row.GetString)], PageKeyJson.Default.StringArray);

    /// <summary>The rows whose first differing key is beyond that of the given one.</summary>
    public string After(string pageKey, SqlText sql)
    {
        var values = Parse(pageKey).Select((value, i) => $"{sql.Text(value)}::{_keys[i].SqlType}").ToArray();
        var alternatives = _keys.Select((key, i) =>
            string.Join(" and ", _keys.Take(i).Select((equal, j) => $"{equal.Sql} = {values[j]}").Append($"{key.Sql} {(key.Descending ? "<" : ">")} {values[i]}")));
        return $"({string.Join(" or ", alternatives)})";
    }

    private string[] Parse(string pageKey)
    {
        try
        {
            var values = JsonSerializer.Deserialize(pageKey, PageKeyJson.Default.StringArray);
            if (values?.Length == _keys.Count && values.All(value => value is not null && !value.Contains('\0')))
                return values;
        }
        catch (JsonException)
        {
            // Told below, as any other key that is none.
        }

        throw new InvalidQueryException(QueryPart.PageKey, "The key does not belong to this list.");
    }
}

[JsonSerializable(typeof(string[]))]
internal sealed partial class PageKeyJson : JsonSerializerContext;
