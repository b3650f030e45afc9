using Npgsql;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    private const string SubjectKeyColumns = "k.subject, k.key_id, k.key, k.wrapped_by, k.erased";

    /// <summary>The rows of those of the subjects that have one, in no order.</summary>
    public async Task<IReadOnlyList<SubjectKeyRow>> FindSubjectKeysAsync(string tenant, IReadOnlyCollection<ReadOnlyMemory<byte>> subjects, CancellationToken cancellation = default)
    {
        var sql = new SqlText(tenant) { IsKept = true };
        sql.Add($"select {SubjectKeyColumns} from ops_subject_keys k where k.tenant_id = {sql.Tenant} and k.subject = any({Digests(sql, subjects)})");
        return await QueryAsync(sql, SubjectKey, cancellation);
    }

    /// <summary>Keeps a new key, unless the subject has one or is erased; answers the row that stands. Nodes that add at once get the same.</summary>
    public async Task<SubjectKeyRow> AddSubjectKeyAsync(string tenant, SubjectKeyRow row, DateTimeOffset time, CancellationToken cancellation = default)
    {
        while (true)
        {
            var sql = new SqlText(tenant) { IsKept = true };
            var (tenantId, subject) = (sql.Tenant, sql.Parameter(row.Subject, NpgsqlDbType.Bytea));
            sql.Add($"with added as (insert into ops_subject_keys as k (tenant_id, subject, key_id, key, wrapped_by, created) values ({tenantId}, {subject}, ")
                .Add($"{sql.Parameter(row.KeyId!.Value, NpgsqlDbType.Uuid)}, {sql.Parameter(row.Key!.Value, NpgsqlDbType.Bytea)}, {sql.Parameter(row.WrappedBy, NpgsqlDbType.Text)}, {sql.Time(time)}) ")
                .Add($"on conflict (tenant_id, subject) do nothing returning {SubjectKeyColumns}) ")
                .Add($"select {SubjectKeyColumns} from added k union all select {SubjectKeyColumns} from ops_subject_keys k where k.tenant_id = {tenantId} and k.subject = {subject}");

            // Nothing comes back when another node's row was committed after this statement began: it is there by now.
            if (await QueryAsync(sql, SubjectKey, cancellation) is [var standing, ..])
                return standing;
        }
    }

    /// <summary>Destroys the keys of the subjects and lets none be made again. Says of how many subjects that was news.</summary>
    public async Task<int> EraseSubjectsAsync(string tenant, IReadOnlyCollection<SubjectErasure> erasures, CancellationToken cancellation = default)
    {
        var sql = new SqlText(tenant) { IsKept = true };
        var tenantId = sql.Tenant;

        // The erased are left out before the insert meets them: a conflict would lock, and so write, each of their rows.
        sql.Add($"with erasure as (select * from unnest({Digests(sql, [.. erasures.Select(erasure => erasure.Subject)])}, ")
            .Add($"{sql.Parameter(erasures.Select(erasure => erasure.KeyId).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid)}, ")
            .Add($"{sql.Parameter(erasures.Select(erasure => erasure.Time.UtcDateTime).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)}) as e (subject, key_id, time) ")
            .Add($"where not exists (select 1 from ops_subject_keys k where k.tenant_id = {tenantId} and k.subject = e.subject and k.erased is not null)), ")
            .Add("news as (insert into ops_subject_keys as k (tenant_id, subject, key_id, created, erased) ")
            .Add($"select {tenantId}, subject, key_id, time, time from erasure order by subject ")
            .Add("on conflict (tenant_id, subject) do update set key = null, wrapped_by = null, erased = excluded.erased where k.erased is null returning 1) ")
            .Add("select count(*) from news");
        var counts = await QueryAsync(sql, row => row.GetInt64(0), cancellation);
        return (int)counts[0];
    }

    /// <summary>The first and the last of the keys that subjects' keys are wrapped under; null when none is wrapped.</summary>
    public async Task<(string First, string Last)?> SubjectKeyWrappersAsync(CancellationToken cancellation = default)
    {
        var sql = SqlText.Everywhere();
        sql.Add("select (select wrapped_by from ops_subject_keys where wrapped_by is not null order by wrapped_by limit 1), ")
            .Add("(select wrapped_by from ops_subject_keys where wrapped_by is not null order by wrapped_by desc limit 1)");
        var rows = await QueryAsync<(string, string)?>(sql, row => row.IsDBNull(0) ? null : (row.GetString(0), row.GetString(1)), cancellation);
        return rows[0];
    }

    private static string Digests(SqlText sql, IReadOnlyCollection<ReadOnlyMemory<byte>> subjects) =>
        sql.Parameter(subjects.Select(subject => subject.ToArray()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bytea);

    private static SubjectKeyRow SubjectKey(NpgsqlDataReader row) => new(
        row.GetFieldValue<byte[]>(0),
        row.IsDBNull(1) ? null : row.GetGuid(1),
        row.IsDBNull(2) ? null : (ReadOnlyMemory<byte>?)row.GetFieldValue<byte[]>(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4));
}
