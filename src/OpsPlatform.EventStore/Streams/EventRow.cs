using System.Text.Json;
using Npgsql;

namespace OpsPlatform.EventStore;

/// <summary>The columns in which every statement that gives events gives them.</summary>
internal static class EventRow
{
    public const string Columns = "e.seq_id, e.id, e.stream_id, e.version, e.type, e.wire, e.timestamp, e.headers::text";

    public static StoredEvent Read(NpgsqlDataReader row, StoredTypes types, int first = 0) => new(
        row.GetInt64(first),
        row.GetGuid(first + 1),
        row.GetString(first + 2),
        row.GetInt64(first + 3),
        types.Event(row.GetString(first + 4)).Decode(row.GetFieldValue<byte[]>(first + 5)),
        row.GetFieldValue<DateTimeOffset>(first + 6),
        row.IsDBNull(first + 7) ? new EventHeaders("") : JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(first + 7), HeadersJson.Default.EventHeaders)!);
}
