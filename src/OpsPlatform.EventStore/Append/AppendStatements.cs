using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

/// <summary>The two statements that commit a workspace's batch: one waits for the workspace's row, the other does all the rest (append.sql).</summary>
internal static class AppendStatements
{
    /// <summary>How long a batch waits for a workspace that another node is just writing to. Longer, and one that hangs would hold up the others of the batch.</summary>
    public const int PatienceMs = 100;

    // The settings last until the commit. The big statement is planned once a connection; planning it anew takes longer than running it.
    private static readonly string Lock =
        $"""
        select from (select set_config('lock_timeout', '{PatienceMs}', true), set_config('plan_cache_mode', 'force_generic_plan', true) offset 0) as settings, ops_workspaces w
        where w.tenant_id = $1 for update of w
        """;

    /// <summary>By what is written beside the events, of which there are few combinations; a connection keeps each prepared.</summary>
    private static readonly ConcurrentDictionary<(string Tables, bool Metrics), string> Texts = new();

    public static void Add(NpgsqlBatch statements, WorkspaceBatch batch, StoredTypes types)
    {
        statements.BatchCommands.Add(new NpgsqlBatchCommand(Lock) { Parameters = { Text(batch.Tenant) } });
        var parameters = new List<NpgsqlParameter> { Text(batch.Tenant), Value(batch.Chains, NpgsqlDbType.Integer) };
        AddStreams(parameters, batch.Streams);
        AddRequests(parameters, batch.Requests);
        AddEvents(parameters, [.. batch.Members.SelectMany(member => member.Pending.Events.Select(each => (member, each)))]);

        // The last state of a document is the one that stays.
        var documents = batch.Members
            .SelectMany(member => member.Pending.Append.Documents.Select(document => (Member: member, Type: types.Document(document.Data.Descriptor), Document: document)))
            .GroupBy(write => (write.Type, write.Document.Id)).Select(writes => writes.Last())
            .GroupBy(write => write.Type).OrderBy(writes => writes.Key.Table, StringComparer.Ordinal).ToArray();
        foreach (var table in documents)
            AddDocuments(parameters, table.Key, [.. table.Select(write => (write.Member, write.Document))]);
        var metrics = batch.Members.Where(member => member.Pending.Append.Metrics is not null).SelectMany(member => member.Pending.Append.Metrics!.Rows.Select(row => (member, row))).ToArray();
        if (metrics.Length > 0)
            AddMetrics(parameters, metrics);

        var command = new NpgsqlBatchCommand(Texts.GetOrAdd((string.Join(',', documents.Select(table => table.Key.Table)), metrics.Length > 0), TextOf));
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        statements.BatchCommands.Add(command);
    }

    private static string TextOf((string Tables, bool Metrics) written)
    {
        // As many parameters as AddStreams, AddRequests and AddEvents add, and two before them.
        const int before = 26;
        const int perTable = 8;
        const int perMetrics = 9;
        var tables = written.Tables.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var documents = tables.Select((table, index) =>
        {
            var first = before + (index * perTable) + 1;
            return SqlFile.Read("append_documents.sql").TrimEnd()
                .Replace("{name}", $"documents_{index}")
                .Replace("{table}", table)
                .Replace("{dotnet_type}", $"${first}")
                .Replace("{arrays}", Places(first + 1, perTable - 1));
        });
        var metrics = written.Metrics ? SqlFile.Read("append_metrics.sql").TrimEnd().Replace("{arrays}", Places(before + (tables.Length * perTable) + 1, perMetrics)) : "";
        return SqlFile.Read("append.sql").Replace("{documents}", string.Concat(documents) + metrics);

        static string Places(int first, int count) => string.Join(", ", Enumerable.Range(first, count).Select(number => $"${number}"));
    }

    private static void AddStreams(List<NpgsqlParameter> parameters, IReadOnlyCollection<WorkspaceBatch.StreamPart> streams) => parameters.AddRange([
        Array(streams, stream => stream.Chain, NpgsqlDbType.Integer),
        Array(streams, stream => stream.Id, NpgsqlDbType.Varchar),
        Array(streams, stream => stream.Type, NpgsqlDbType.Varchar),
        Array(streams, stream => stream.Expected, NpgsqlDbType.Bigint),
        Array(streams, stream => stream.Version, NpgsqlDbType.Bigint),
        Array(streams, stream => stream.Time, NpgsqlDbType.TimestampTz),
    ]);

    private static void AddRequests(List<NpgsqlParameter> parameters, IReadOnlyCollection<WorkspaceBatch.Member> members) => parameters.AddRange([
        Array(members, member => member.Chain, NpgsqlDbType.Integer),
        Array(members, member => member.Pending.Append.Request!.Client, NpgsqlDbType.Varchar),
        Array(members, member => member.Pending.Append.Request!.RequestId, NpgsqlDbType.Uuid),
        Array(members, member => member.Pending.Append.Request!.Method, NpgsqlDbType.Varchar),
        Array(members, member => member.Pending.Append.Request!.Fingerprint, NpgsqlDbType.Bytea),
        Array(members, member => member.Pending.Append.Request!.Response, NpgsqlDbType.Bytea),
        Array(members, member => member.Pending.Time, NpgsqlDbType.TimestampTz),
    ]);

    private static void AddEvents(List<NpgsqlParameter> parameters, IReadOnlyCollection<(WorkspaceBatch.Member Member, EncodedEvent Event)> events) => parameters.AddRange([
        Array(events, each => each.Member.Chain, NpgsqlDbType.Integer),
        Array(events, each => each.Event.Id, NpgsqlDbType.Uuid),
        Array(events, each => each.Event.Stream, NpgsqlDbType.Varchar),
        Array(events, each => each.Event.Version, NpgsqlDbType.Bigint),
        Array(events, each => each.Event.Type.Alias, NpgsqlDbType.Varchar),
        Array(events, each => each.Event.Type.DotnetType, NpgsqlDbType.Varchar),
        Array(events, each => each.Event.Json, NpgsqlDbType.Jsonb),
        Array(events, each => each.Event.Wire, NpgsqlDbType.Bytea),
        Array(events, each => each.Member.Pending.Time, NpgsqlDbType.TimestampTz),
        Array(events, each => each.Member.Pending.Headers, NpgsqlDbType.Jsonb),
        Array(events, each => each.Event.Digest, NpgsqlDbType.Bytea),
    ]);

    private static void AddDocuments(List<NpgsqlParameter> parameters, StoredType type, IReadOnlyCollection<(WorkspaceBatch.Member Member, DocumentWrite Document)> writes) => parameters.AddRange([
        Text(type.DotnetType),
        Array(writes, write => write.Member.Chain, NpgsqlDbType.Integer),
        Array(writes, write => write.Document.Id, NpgsqlDbType.Varchar),
        Array(writes, write => StoredJson.Of(write.Document.Data), NpgsqlDbType.Jsonb),
        Array(writes, write => write.Member.Pending.Time, NpgsqlDbType.TimestampTz),
        Array(writes, write => write.Document.Version, NpgsqlDbType.Bigint),
        Array(writes, write => Google.Protobuf.MessageExtensions.ToByteArray(write.Document.Data), NpgsqlDbType.Bytea),
        Array(writes, write => write.Document.DueTime is { } due ? PendingAppend.Microseconds(due) : (DateTime?)null, NpgsqlDbType.TimestampTz),
    ]);

    private static void AddMetrics(List<NpgsqlParameter> parameters, IReadOnlyCollection<(WorkspaceBatch.Member Member, MetricValueRow Row)> metrics) => parameters.AddRange([
        Array(metrics, each => each.Member.Pending.Append.Metrics!.Batch, NpgsqlDbType.Varchar),
        Array(metrics, each => each.Member.Pending.Time, NpgsqlDbType.TimestampTz),
        Array(metrics, each => each.Row.Key.Account, NpgsqlDbType.Varchar),
        Array(metrics, each => each.Row.Key.Metric, NpgsqlDbType.Varchar),
        Array(metrics, each => each.Row.Key.Day, NpgsqlDbType.Date),
        Array(metrics, each => (short)each.Row.Key.Source, NpgsqlDbType.Smallint),
        Array(metrics, each => PendingAppend.Microseconds(each.Row.Captured), NpgsqlDbType.TimestampTz),
        Array(metrics, each => each.Row.Currency, NpgsqlDbType.Varchar),
        Array(metrics, each => each.Row.Value, NpgsqlDbType.Bigint),
    ]);

    private static NpgsqlParameter<string> Text(string value) => Value(value, NpgsqlDbType.Varchar);

    private static NpgsqlParameter<T> Value<T>(T value, NpgsqlDbType type) => new() { TypedValue = value, NpgsqlDbType = type };

    private static NpgsqlParameter<TValue[]> Array<T, TValue>(IReadOnlyCollection<T> items, Func<T, TValue> value, NpgsqlDbType type)
    {
        var values = new TValue[items.Count];
        var index = 0;
        foreach (var item in items)
            values[index++] = value(item);
        return Value(values, NpgsqlDbType.Array | type);
    }
}
