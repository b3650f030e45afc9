using System.Text.Json;
using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

/// <summary>
/// The statements of one append. They travel together and, with no transaction around them, are one transaction by themselves.
/// Their order is the lock order that the schema describes.
/// </summary>
internal sealed class AppendBatch
{
    private const string InsertRequest =
        "insert into ops_requests (tenant_id, client_id, request_id, method, fingerprint, response, created) values ($1, $2, $3, $4, $5, $6, $7)";

    private const string InsertStream =
        "insert into mt_streams (tenant_id, id, type, version, timestamp, created) values ($1, $2, $3, $4, $5, $5)";

    private const string MoveStream =
        "update mt_streams set version = case when version = $3 then $4 else 0 end, timestamp = $5 where tenant_id = $1 and id = $2";

    private const string MoveSequencer =
        "insert into ops_workspaces (tenant_id, last_seq_id, created) values ($1, $2, $3) "
        + "on conflict (tenant_id) do update set last_seq_id = ops_workspaces.last_seq_id + $2 returning last_seq_id";

    private const string ReadSequencer = "select coalesce((select last_seq_id from ops_workspaces where tenant_id = $1), 0)";

    private const string InsertEvent =
        "insert into mt_events (tenant_id, seq_id, id, stream_id, version, type, mt_dotnet_type, data, wire, timestamp, headers) "
        + "select $1, last_seq_id - $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 from ops_workspaces where tenant_id = $1";

    private readonly Append _append;
    private readonly StoredTypes _types;
    private readonly DateTime _time;
    private readonly Dictionary<NpgsqlBatchCommand, string> _streams = [];

    public AppendBatch(NpgsqlConnection connection, Append append, StoredTypes types)
    {
        _append = append;
        _types = types;
        _time = Microseconds(append.Time);
        Batch = new NpgsqlBatch(connection);

        if (append.Request is { } request)
            AddRequest(request);
        foreach (var stream in append.Streams.OrderBy(stream => stream.Stream, StringComparer.Ordinal))
            AddStream(stream);
        foreach (var (type, document) in append.Documents.Select(document => (Type: types.Document(document.Data.Descriptor), document))
            .OrderBy(write => write.Type.Table, StringComparer.Ordinal).ThenBy(write => write.document.Id, StringComparer.Ordinal))
            AddDocument(type, document);
        AddEvents();
    }

    public NpgsqlBatch Batch { get; }

    /// <summary>What an error says about the append, or null when it is no expected one.</summary>
    public AppendResult? Refusal(PostgresException error) => error switch
    {
        { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "ops_requests_pkey" } => new AppendResult.RequestAlreadyHandled(),
        { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "pkey_mt_streams_tenant_id_id" or "pk_mt_events_stream_and_version" }
            or { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: "ops_streams_expected_version" }
            or { SqlState: PostgresErrorCodes.ForeignKeyViolation, ConstraintName: "fkey_mt_events_tenant_id_stream_id" } => Conflict(error),
        _ => null,
    };

    private AppendResult.VersionConflict? Conflict(PostgresException error) =>
        error.BatchCommand is NpgsqlBatchCommand command && _streams.TryGetValue(command, out var stream) ? new AppendResult.VersionConflict(stream) : null;

    private void AddRequest(RequestRecord request) =>
        Add(InsertRequest, Text(_append.Tenant), Text(request.Client), Uuid(request.RequestId),
            Text(request.Method), Bytes(request.Fingerprint), Bytes(request.Response), Time(_time));

    private void AddStream(StreamAppend stream)
    {
        if (stream.Events.Count == 0)
            throw new ArgumentException($"Nothing is to be appended to {stream.Stream}.", nameof(stream));
        var version = stream.ExpectedVersion + stream.Events.Count;
        var command = stream.ExpectedVersion == 0
            ? Add(InsertStream, Text(_append.Tenant), Text(stream.Stream), Text(stream.StreamType), Number(version), Time(_time))
            : Add(MoveStream, Text(_append.Tenant), Text(stream.Stream), Number(stream.ExpectedVersion), Number(version), Time(_time));
        _streams.Add(command, stream.Stream);
    }

    private void AddDocument(StoredType type, DocumentWrite document) =>
        Add(type.Upsert, Text(_append.Tenant), Text(document.Id), Json(document.Data), Time(_time), Text(type.DotnetType), Number(document.Version),
            Bytes(document.Data.ToByteArray()), document.DueTime is { } due ? Time(Microseconds(due)) : Value<object>(DBNull.Value, NpgsqlDbType.TimestampTz));

    private void AddEvents()
    {
        var left = _append.Streams.Sum(stream => stream.Events.Count);
        if (left == 0)
        {
            Add(ReadSequencer, Text(_append.Tenant));
            return;
        }

        Add(MoveSequencer, Text(_append.Tenant), Number(left), Time(_time));
        var headers = JsonSerializer.Serialize(_append.Headers, HeadersJson.Default.EventHeaders);
        foreach (var stream in _append.Streams)
        {
            var version = stream.ExpectedVersion;
            foreach (var message in stream.Events)
            {
                var type = _types.Event(message.Descriptor);
                var command = Add(InsertEvent, Text(_append.Tenant), Number(--left), Uuid(Guid.CreateVersion7(_append.Time)),
                    Text(stream.Stream), Number(++version), Text(type.Alias), Text(type.DotnetType), Json(message), Bytes(message.ToByteArray()), Time(_time),
                    Value(headers, NpgsqlDbType.Jsonb));
                _streams.Add(command, stream.Stream);
            }
        }
    }

    private NpgsqlBatchCommand Add(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        Batch.BatchCommands.Add(command);
        return command;
    }

    private static DateTime Microseconds(DateTimeOffset time) =>
        time.Ticks % TimeSpan.TicksPerMicrosecond == 0 ? time.UtcDateTime : throw new ArgumentException($"{time:O} is finer than a microsecond and would not be read back as it was written.", nameof(time));

    private static NpgsqlParameter<T> Value<T>(T value, NpgsqlDbType type) => new() { TypedValue = value, NpgsqlDbType = type };

    private static NpgsqlParameter<string> Text(string value) => Value(value, NpgsqlDbType.Varchar);

    private static NpgsqlParameter<long> Number(long value) => Value(value, NpgsqlDbType.Bigint);

    private static NpgsqlParameter<Guid> Uuid(Guid value) => Value(value, NpgsqlDbType.Uuid);

    private static NpgsqlParameter<DateTime> Time(DateTime value) => Value(value, NpgsqlDbType.TimestampTz);

    private static NpgsqlParameter<ReadOnlyMemory<byte>> Bytes(ReadOnlyMemory<byte> value) => Value(value, NpgsqlDbType.Bytea);

    private static NpgsqlParameter<string> Json(IMessage message) => Value(JsonFormatter.Default.Format(message), NpgsqlDbType.Jsonb);
}
