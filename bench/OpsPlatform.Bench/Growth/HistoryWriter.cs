using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;
using OpsPlatform.Budgets.V1;
using OpsPlatform.EventStore;

namespace OpsPlatform.Bench.Growth;

/// <summary>
/// Writes years of history into an empty database in minutes: the rows that the store would have written, hashes too, by COPY. Each table has
/// a session of its own, so that nothing has to be kept in memory.
/// </summary>
internal sealed class HistoryWriter : IAsyncDisposable
{
    private static readonly EventHeaders s_headers = new("bench-ops", "bench-ops", "0198c9a1-6f3e-7c3a-9d51-2f6a52b2c001", "4bf92f3577b34da6a3ce929d0e0e4736");
    private static readonly string s_headersJson = JsonSerializer.Serialize(s_headers, JsonOptions());

    private readonly StoredTypes _types;
    private readonly List<NpgsqlConnection> _connections = [];
    private readonly Dictionary<string, NpgsqlBinaryImporter> _tables = [];

    private HistoryWriter(StoredTypes types) => _types = types;

    /// <summary>What budgets store.</summary>
    public static StoredTypes BudgetTypes { get; } =
        new(BudgetsEventsReflection.Descriptor.MessageTypes, [Budget.Descriptor, Reservation.Descriptor, Expense.Descriptor]);

    /// <summary>Fills a database that the platform has made its tables in.</summary>
    public static async Task FillAsync(string connectionString, IReadOnlyList<WorkspaceHistory> workspaces, CancellationToken cancellation)
    {
        // References are not checked: the streams are copied beside their events, by another session.
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Options = "-c session_replication_role=replica" });
        await using (var writer = new HistoryWriter(BudgetTypes))
        {
            await writer.OpenAsync(database, "mt_events", "tenant_id, seq_id, id, stream_id, version, type, mt_dotnet_type, data, wire, timestamp, headers, hash", cancellation);
            await writer.OpenAsync(database, "mt_streams", "tenant_id, id, type, version", cancellation);
            await writer.OpenAsync(database, "ops_workspaces", "tenant_id, last_seq_id, head_hash", cancellation);
            foreach (var document in BudgetTypes.Documents)
                await writer.OpenAsync(database, document.Table, "tenant_id, id, data, mt_last_modified, mt_dotnet_type, mt_version, bdata, ops_due", cancellation);
            await writer.WriteAsync(workspaces, cancellation);
        }

        await using var settle = database.CreateCommand("vacuum analyze");
        settle.CommandTimeout = 0;
        await settle.ExecuteNonQueryAsync(cancellation);
        settle.CommandText = "checkpoint";
        await settle.ExecuteNonQueryAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var table in _tables.Values)
            await table.DisposeAsync();
        foreach (var connection in _connections)
            await connection.DisposeAsync();
    }

    private static JsonSerializerOptions JsonOptions() => new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private async Task OpenAsync(NpgsqlDataSource database, string table, string columns, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        _connections.Add(connection);
        _tables.Add(table, await connection.BeginBinaryImportAsync($"copy {table} ({columns}) from stdin (format binary)", cancellation));
    }

    /// <summary>An event of each workspace in turn, until there are no more: their rows are mixed on disk as they are in real use.</summary>
    private async Task WriteAsync(IReadOnlyList<WorkspaceHistory> workspaces, CancellationToken cancellation)
    {
        var playing = workspaces.Select(workspace => new Chain(workspace.Id, workspace.Play((id, document, version) => Write(workspace.Id, id, document, version)).GetEnumerator())).ToList();
        while (playing.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            playing.RemoveAll(chain => !WriteNext(chain));
        }

        foreach (var table in _tables.Values)
            await table.CompleteAsync(cancellation);
    }

    private bool WriteNext(Chain chain)
    {
        if (!chain.Events.MoveNext())
        {
            WriteRow("ops_workspaces", row => row.Text(chain.Workspace).Number(chain.Position).Bytes(chain.Head));
            chain.Events.Dispose();
            return false;
        }

        var (stream, recorded) = chain.Events.Current;
        var encoded = new EncodedEvent(_types.Event(recorded.Message.Descriptor), stream, recorded.Version, recorded.Message, recorded.Time, s_headers);
        chain.Add(encoded.Digest);
        WriteRow("mt_events", row => row.Text(chain.Workspace).Number(chain.Position).Uuid(encoded.Id).Text(stream).Number(recorded.Version).Text(encoded.Type.Alias)
            .Text(encoded.Type.DotnetType).Json(encoded.Json).Bytes(encoded.Wire).Time(recorded.Time).Json(s_headersJson).Bytes(chain.Head));
        return true;
    }

    private void Write(string workspace, string id, IMessage document, long version)
    {
        var type = _types.Document(document.Descriptor);
        WriteRow(type.Table, row => row.Text(workspace).Text(id).Json(StoredJson.Of(document)).Time(TimeProvider.System.GetUtcNow()).Text(type.DotnetType).Number(version).Bytes(document.ToByteArray())
            .Time(document is Reservation { State: Reservation.Types.State.Held } held ? held.ExpireTime.ToDateTimeOffset() : null));
        if (document is Budget)
            WriteRow("mt_streams", row => row.Text(workspace).Text(id).Text(nameof(Budget)).Number(version));
    }

    private void WriteRow(string table, Action<Row> write)
    {
        var importer = _tables[table];
        importer.StartRow();
        write(new Row(importer));
    }

    /// <summary>How far a workspace has come.</summary>
    private sealed class Chain(string workspace, IEnumerator<(string Stream, Domain.Recorded Event)> events)
    {
        public string Workspace => workspace;

        public IEnumerator<(string Stream, Domain.Recorded Event)> Events => events;

        public long Position { get; private set; }

        public byte[] Head { get; private set; } = new byte[SHA256.HashSizeInBytes];

        public void Add(byte[] digest)
        {
            var position = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(position, ++Position);
            Head = SHA256.HashData([.. Head, .. position, .. digest]);
        }
    }

    private readonly struct Row(NpgsqlBinaryImporter importer)
    {
        public Row Text(string value) => Write(value, NpgsqlDbType.Varchar);

        public Row Number(long value) => Write(value, NpgsqlDbType.Bigint);

        public Row Uuid(Guid value) => Write(value, NpgsqlDbType.Uuid);

        public Row Json(string value) => Write(value, NpgsqlDbType.Jsonb);

        public Row Bytes(byte[] value) => Write(value, NpgsqlDbType.Bytea);

        public Row Time(DateTimeOffset? value) => value is { } time ? Write(time.UtcDateTime, NpgsqlDbType.TimestampTz) : Null();

        private Row Null()
        {
            importer.WriteNull();
            return this;
        }

        private Row Write<T>(T value, NpgsqlDbType type)
        {
            importer.Write(value, type);
            return this;
        }
    }
}
