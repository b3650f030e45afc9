using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    private const string NoError = "error_type = null, error_message = null, error_seq_id = null, error_event_id = null, error_time = null";

    /// <summary>Writes documents and position in one statement, or nothing when the position is not the one that they were made from.</summary>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="UnstorableDocumentException">A document holds what has no JSON form, or what the database cannot keep.</exception>
    internal async Task<bool> CommitAsync(ProjectionStep step, CancellationToken cancellation)
    {
        try
        {
            return await WriteAsync(Statement(step), cancellation);
        }
        catch (UnstorableTextException e)
        {
            throw new UnstorableDocumentException(e);
        }
    }

    private SqlText Statement(ProjectionStep step)
    {
        var sql = new SqlText(step.Tenant) { IsKept = true };
        var (tenant, time) = (sql.Tenant, sql.Time(step.Time));
        sql.Add($"with moved as ({Move(sql, step, tenant, time)} returning 1)");
        var part = 0;
        foreach (var documents in step.Documents.Changed.GroupBy(document => types.Document(document.Data.Descriptor)))
        {
            var (type, changed) = (documents.Key, documents.ToArray());
            sql.Add($", part{part++} as (insert into {Table(type, step.IsServed)} (tenant_id, id, data, mt_last_modified, mt_dotnet_type, mt_version, bdata) ")
                .Add($"select {tenant}, d.id, d.data, {time}, {sql.Text(type.DotnetType)}, d.version, d.bdata from unnest({Texts(sql, changed.Select(document => document.Id))}, ")
                .Add($"{sql.Parameter(changed.Select(document => Json(document.Data)).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Jsonb)}, ")
                .Add($"{sql.Parameter(changed.Select(document => document.Position).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint)}, ")
                .Add($"{sql.Parameter(changed.Select(document => document.Data.ToByteArray()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bytea)}) as d(id, data, version, bdata) ")
                .Add("where exists (select from moved) on conflict (tenant_id, id) do update set data = excluded.data, mt_last_modified = excluded.mt_last_modified, ")
                .Add("mt_dotnet_type = excluded.mt_dotnet_type, mt_version = excluded.mt_version, bdata = excluded.bdata)");
        }

        // Nobody was promised it: what a crash takes away is made again from the events, and waiting for the disk would hold up those who were.
        return sql.Add(" select count(set_config('synchronous_commit', 'off', true)) from moved");
    }

    private static string Json(IMessage document)
    {
        try
        {
            return StoredJson.Of(document);
        }
        catch (Exception e)
        {
            // A time beyond the calendar, for one; what else the formatter refuses depends on the message.
            throw new UnstorableDocumentException(e);
        }
    }

    /// <summary>Begins to make the documents of a workspace anew, beside those that are read, which stay as they are until the new ones have caught up.</summary>
    /// <param name="isAsked">Somebody asks: a rebuild that has stopped begins anew too. Otherwise only one of an older version does.</param>
    /// <param name="request">Recorded with it; null for the platform's own.</param>
    /// <returns>Whether it was begun; false when one is under way.</returns>
    /// <exception cref="RequestRecordedException">The request is on record.</exception>
    public Task<bool> BeginRebuildAsync(string tenant, Projection projection, bool isAsked, DateTimeOffset time, RequestRecord? request = null, CancellationToken cancellation = default)
    {
        var sql = new SqlText(tenant) { IsKept = true };
        var tenantId = sql.Tenant;
        sql.Add("with begun as (insert into ops_projections as p (tenant_id, name, is_served, version, last_seq_id, updated) ")
            .Add($"values ({tenantId}, {sql.Text(projection.Name)}, false, {sql.Parameter(projection.Version, NpgsqlDbType.Integer)}, 0, {sql.Time(time)}) ")
            .Add($"on conflict (tenant_id, name, is_served) do update set version = excluded.version, last_seq_id = 0, updated = excluded.updated, {NoError} ")
            .Add($"where {(isAsked ? "p.version <> excluded.version or p.error_seq_id is not null" : "p.version < excluded.version")} returning 1)");
        var part = 0;
        foreach (var type in projection.Documents.Select(types.Document))
            sql.Add($", part{part++} as (delete from {type.RebuildTable} where tenant_id = {tenantId} and exists (select from begun))");
        AddRequest(sql, tenant, request, time);
        sql.Add(" select count(*) from begun");
        return WriteAsync(sql, cancellation);
    }

    /// <summary>Lets a stopped projection try its event again.</summary>
    /// <returns>Whether it had stopped.</returns>
    /// <exception cref="RequestRecordedException">The request is on record.</exception>
    public Task<bool> RetryAsync(string tenant, Projection projection, DateTimeOffset time, RequestRecord? request = null, CancellationToken cancellation = default)
    {
        var sql = new SqlText(tenant) { IsKept = true };
        sql.Add($"with cleared as (update ops_projections set updated = {sql.Time(time)}, {NoError} ")
            .Add($"where tenant_id = {sql.Tenant} and name = {sql.Text(projection.Name)} and error_seq_id is not null returning 1)");
        AddRequest(sql, tenant, request, time);
        sql.Add(" select count(*) from cleared");
        return WriteAsync(sql, cancellation);
    }

    private static string Move(SqlText sql, ProjectionStep step, string tenant, string time)
    {
        var (name, version, to) = (sql.Text(step.Projection.Name), sql.Parameter(step.Projection.Version, NpgsqlDbType.Integer), sql.Number(step.To));
        var error = $"{Text(step.Error?.Type)}, {Text(step.Error?.Message)}, {Value(step.Error?.Position, NpgsqlDbType.Bigint)}, {Value(step.Error?.EventId, NpgsqlDbType.Uuid)}, {Value(step.Error?.Time.UtcDateTime, NpgsqlDbType.TimestampTz)}";
        const string errors = "error_type, error_message, error_seq_id, error_event_id, error_time";
        return step.From is { } from
            ? $"update ops_projections set last_seq_id = {to}, updated = {time}, ({errors}) = row({error}) where tenant_id = {tenant} and name = {name} and is_served = {Value<bool>(step.IsServed, NpgsqlDbType.Boolean)} "
              + $"and version = {version} and last_seq_id = {sql.Number(from)} and error_seq_id is null"
            : $"insert into ops_projections (tenant_id, name, is_served, version, last_seq_id, updated, {errors}) values ({tenant}, {name}, true, {version}, {to}, {time}, {error}) on conflict do nothing";

        string Text(string? value) => sql.Parameter<object>((object?)value ?? DBNull.Value, NpgsqlDbType.Text);

        string Value<T>(T? value, NpgsqlDbType type)
            where T : struct => sql.Parameter<object>((object?)value ?? DBNull.Value, type);
    }

    private static void AddRequest(SqlText sql, string tenant, RequestRecord? request, DateTimeOffset time)
    {
        if (request is null)
            return;
        sql.Add(", request as (insert into ops_requests (tenant_id, client_id, request_id, method, fingerprint, response, created) ")
            .Add($"values ({sql.Tenant}, {sql.Text(request.Client)}, {sql.Parameter(request.RequestId, NpgsqlDbType.Uuid)}, {sql.Text(request.Method)}, ")
            .Add($"{sql.Parameter(request.Fingerprint, NpgsqlDbType.Bytea)}, {sql.Parameter(request.Response, NpgsqlDbType.Bytea)}, {sql.Time(time)}))");
    }

    /// <summary>Runs a statement that is a transaction by itself and answers with a count. Once it is on its way it is not cancelled.</summary>
    private async Task<bool> WriteAsync(SqlText sql, CancellationToken cancellation)
    {
        await using var connection = await DatabaseErrors.OpenAsync(database, cancellation);
        await using var batch = sql.On(connection);
        var sent = false;
        try
        {
            await batch.PrepareAsync(cancellation);
            sent = true;
            await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
            await reader.ToAnswerAsync(CancellationToken.None);
            await reader.ReadAsync(CancellationToken.None);
            var isDone = reader.GetInt64(0) > 0;
            await reader.NextResultAsync(CancellationToken.None);
            return isDone;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation && e.ConstraintName == "ops_requests_pkey")
        {
            throw new RequestRecordedException();
        }
        catch (NpgsqlException e) when (sent && e is not PostgresException { InvariantSeverity: "ERROR" })
        {
            throw new OutcomeUnknownException(e);
        }
        catch (NpgsqlException e) when (DatabaseErrors.IsExpected(e))
        {
            throw DatabaseErrors.Translate(e);
        }
    }
}
