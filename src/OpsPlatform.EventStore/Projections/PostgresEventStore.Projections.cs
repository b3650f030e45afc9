using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    /// <summary>Of what is read and of what is rebuilt beside it, each as <see cref="Build"/> reads it.</summary>
    private const string Builds =
        "s.version, s.last_seq_id, s.updated, s.error_type, s.error_message, s.error_seq_id, s.error_event_id, s.error_time, "
        + "r.version, r.last_seq_id, r.updated, r.error_type, r.error_message, r.error_seq_id, r.error_event_id, r.error_time";

    private const int BuildColumns = 8;

    /// <summary>How far projections have come in a workspace, in the order in which they are named.</summary>
    public Task<List<ProjectionProgress>> ReadProgressAsync(string tenant, IReadOnlyCollection<string> projections, CancellationToken cancellation = default)
    {
        var sql = new SqlText(tenant) { IsKept = true };
        var tenantId = sql.Tenant;
        sql.Add($"select {tenantId}, p.name, coalesce((select last_seq_id from ops_workspaces where tenant_id = {tenantId}), 0), {Builds} ")
            .Add($"from unnest({Texts(sql, projections)}) with ordinality as p(name, place) {JoinBuilds(tenantId)} order by p.place");
        return QueryAsync(sql, Progress, cancellation);
    }

    /// <summary>
    /// Where projections have something to do or have stopped, in all workspaces: the documents that are read lack events, are of an older version,
    /// or are being rebuilt. Cheap, and independent of how many events there are: it compares one number a workspace with one a projection.
    /// </summary>
    public Task<List<ProjectionProgress>> ListBehindAsync(IReadOnlyCollection<Projection> projections, CancellationToken cancellation = default)
    {
        var sql = SqlText.Everywhere();
        var (names, versions) = (Texts(sql, projections.Select(projection => projection.Name)), sql.Parameter(projections.Select(projection => projection.Version).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer));
        sql.Add($"select w.tenant_id, p.name, w.last_seq_id, {Builds} from ops_workspaces w cross join unnest({names}, {versions}) as p(name, version) {JoinBuilds("w.tenant_id")} ")
            .Add("where w.last_seq_id > 0 and (s.last_seq_id is distinct from w.last_seq_id or s.version < p.version or r.version is not null)");
        return QueryAsync(sql, Progress, cancellation);
    }

    /// <summary>The next events that a projection reads, from a position on.</summary>
    internal async Task<EventWindow> ReadWindowAsync(string tenant, long after, long to, Projection projection, CancellationToken cancellation)
    {
        // Named by what is left out, so that events of types that this program does not know are not passed over.
        var passedBy = types.EventAliases.Except(projection.Events.Select(type => types.Event(type).Alias));
        var sql = new SqlText(tenant) { IsKept = true };
        sql.Add($"select {EventRow.Columns} from ops_events e where e.tenant_id = {sql.Tenant} and e.seq_id > {sql.Number(after)} and e.seq_id <= {sql.Number(to)} ")
            .Add($"and e.type <> all ({Texts(sql, passedBy)}) order by e.seq_id");
        PoisonEvent? unreadable = null;
        var events = await QueryAsync(sql, row => unreadable is null ? ReadEvent(row, out unreadable) : null, cancellation);
        return new EventWindow([.. events.OfType<StoredEvent>()], unreadable?.Position - 1 ?? to, unreadable);
    }

    /// <summary>Fills in those of the expected documents that there are.</summary>
    internal async Task LoadAsync(string tenant, bool isServed, ProjectedDocuments documents, CancellationToken cancellation)
    {
        var parts = documents.Keys.GroupBy(key => types.Document(key.Type)).ToArray();
        if (parts.Length == 0)
            return;
        var sql = new SqlText(tenant) { IsKept = true };
        var tenantId = sql.Tenant;
        for (var part = 0; part < parts.Length; part++)
        {
            sql.Add(part == 0 ? "" : " union all ")
                .Add($"select {part}, id, bdata from {Table(parts[part].Key, isServed)} where tenant_id = {tenantId} and id = any({Texts(sql, parts[part].Select(key => key.Id))})");
        }

        var loaded = await QueryAsync(sql, row => (parts[row.GetInt32(0)].Key, Id: row.GetString(1), Wire: row.GetFieldValue<byte[]>(2)), cancellation);
        foreach (var (type, id, wire) in loaded)
            documents.Load(new DocumentKey(type.Descriptor, id), type.Decode(wire));
    }

    private static string JoinBuilds(string tenant) =>
        $"left join ops_projections s on s.tenant_id = {tenant} and s.name = p.name and s.is_served left join ops_projections r on r.tenant_id = {tenant} and r.name = p.name and not r.is_served";

    private static string Table(StoredType type, bool isServed) => isServed ? type.Table : type.RebuildTable;

    private static string Texts(SqlText sql, IEnumerable<string> texts) => sql.Parameter(texts.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);

    private static ProjectionProgress Progress(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetInt64(2), Build(row, 3), Build(row, 3 + BuildColumns));

    private static ProjectionBuild? Build(NpgsqlDataReader row, int first)
    {
        if (row.IsDBNull(first))
            return null;
        var error = row.IsDBNull(first + 3)
            ? null
            : new ProjectionError(row.GetString(first + 3), row.GetString(first + 4), row.GetInt64(first + 5), row.GetGuid(first + 6), row.GetFieldValue<DateTimeOffset>(first + 7));
        return new ProjectionBuild(row.GetInt32(first), row.GetInt64(first + 1), row.GetFieldValue<DateTimeOffset>(first + 2), error);
    }

    /// <summary>The event, or null and what keeps it from being read.</summary>
    private StoredEvent? ReadEvent(NpgsqlDataReader row, out PoisonEvent? unreadable)
    {
        try
        {
            unreadable = null;
            return EventRow.Read(row, types);
        }
        catch (Exception e) when (e is UnknownEventTypeException or InvalidProtocolBufferException)
        {
            unreadable = new PoisonEvent(row.GetInt64(0), row.GetGuid(1), row.GetString(4), e);
            return null;
        }
    }
}
