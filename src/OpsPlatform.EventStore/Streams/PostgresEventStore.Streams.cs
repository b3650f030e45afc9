using Google.Protobuf;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    /// <summary>
    /// The state of a stream in one round trip and as of one instant: its root document, the events that are not folded into it, and the
    /// named documents beside it.
    /// </summary>
    public async Task<StreamState<TRoot>> LoadAsync<TRoot>(string tenant, string stream, IReadOnlyCollection<DocumentKey> children, CancellationToken cancellation = default)
        where TRoot : class, IMessage<TRoot>, new()
    {
        var root = types.Document<TRoot>();
        var childTypes = children.GroupBy(child => types.Document(child.Type)).ToArray();
        var sql = new SqlText(tenant) { IsKept = true };
        var (tenantId, streamId) = (sql.Tenant, sql.Text(stream));

        // One statement has one snapshot: separate ones could show a root and children of different versions.
        sql.Add($"select -2 as part, {EventRow.Columns} from (select null::bigint as seq_id, null::uuid as id, id as stream_id, mt_version as version, ")
            .Add($"null::varchar as type, bdata as wire, mt_last_modified as timestamp, null::jsonb as headers from {root.Table} where tenant_id = {tenantId} and id = {streamId}) e ")
            .Add($"union all select -1, {EventRow.Columns} from ops_events e where e.tenant_id = {tenantId} and e.stream_id = {streamId} ")
            .Add($"and e.version > (select coalesce(max(mt_version), 0) from {root.Table} where tenant_id = {tenantId} and id = {streamId}) ");
        for (var part = 0; part < childTypes.Length; part++)
        {
            var ids = sql.Parameter(childTypes[part].Select(child => child.Id).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Varchar);
            sql.Add($"union all select {part}, null, null, id, mt_version, null, bdata, null, null from {childTypes[part].Key.Table} where tenant_id = {tenantId} and id = any({ids}) ");
        }

        sql.Add("order by part, version");

        TRoot? state = null;
        var version = 0L;
        var found = new List<StoredDocument<IMessage>>();
        var newer = new List<StoredEvent>();
        await QueryAsync(
            sql,
            row =>
            {
                switch (row.GetInt32(0))
                {
                    case -2:
                        (state, version) = ((TRoot)root.Decode(row.GetFieldValue<byte[]>(6)), row.GetInt64(4));
                        break;
                    case -1:
                        newer.Add(EventRow.Read(row, types, first: 1));
                        version = newer[^1].Version;
                        break;
                    case var part:
                        found.Add(new StoredDocument<IMessage>(row.GetString(3), childTypes[part].Key.Decode(row.GetFieldValue<byte[]>(6)), row.GetInt64(4)));
                        break;
                }

                return true;
            },
            cancellation);
        return new StreamState<TRoot>(version, state, found, newer);
    }

    /// <summary>A page of a stream's events; empty when there is no such stream.</summary>
    /// <exception cref="InvalidQueryException">The filter names or compares what the events do not have.</exception>
    public async Task<EventPage> ReadStreamAsync(string tenant, string stream, StreamQuery query, CancellationToken cancellation = default)
    {
        var sql = new SqlText(tenant) { IsKept = query.Filter is null };
        var (beyond, direction) = query.Backward ? ("<", "desc") : (">", "asc");
        var after = query.AfterVersion ?? (query.Backward ? long.MaxValue : 0);
        sql.Add($"select {EventRow.Columns} from ops_events e where e.tenant_id = {sql.Tenant} and e.stream_id = {sql.Text(stream)} and e.version {beyond} {sql.Number(after)} ");
        if (query.Filter is { } filter)
            sql.Add("and ").Add(new FilterSql(sql, new EventFieldSource(query.Fields)).Compile(filter)).Add(" ");

        sql.Add($"order by e.version {direction}");
        var (events, hasMore) = await PageAsync(sql, query.Limit, query.MostBytes, row => EventRow.Read(row, types), stored => stored.Data.CalculateSize(), cancellation);
        return new EventPage(events, hasMore ? events[^1].Version : null);
    }
}
