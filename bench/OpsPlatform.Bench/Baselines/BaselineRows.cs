using Npgsql;

namespace OpsPlatform.Bench.Baselines;

/// <summary>The rows of one command as the platform has stored them, for the baseline to store as well.</summary>
/// <param name="Variables">What the script calls them, and their text forms.</param>
internal sealed record BaselineRows(IReadOnlyDictionary<string, string> Variables)
{
    private const string Newest =
        """
        select event.data::text as event, event.wire::text as event_wire, event.mt_dotnet_type as event_type, event.headers::text as event_headers,
               document.data::text as document, document.bdata::text as document_wire
        from mt_events event join mt_doc_budget document on document.tenant_id = event.tenant_id and document.id = event.stream_id
        where event.tenant_id = $1 and event.type = 'funds_reserved' order by event.seq_id desc limit 1
        """;

    /// <summary>Makes the baseline's tables out of the platform's, which must have handled a command by now.</summary>
    public static async Task<BaselineRows> PrepareAsync(NpgsqlDataSource database, string workspace, CancellationToken cancellation)
    {
        await using var schema = database.CreateCommand(await File.ReadAllTextAsync(Script("baseline.sql"), cancellation));
        await schema.ExecuteNonQueryAsync(cancellation);

        await using var newest = database.CreateCommand(Newest);
        newest.Parameters.AddWithValue(workspace);
        await using var reader = await newest.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new BaselineRows(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, reader.GetString));
    }

    public static async Task<long> CountAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var count = database.CreateCommand("select count(*) from baseline.mt_events");
        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }

    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "pgbench", name);
}
