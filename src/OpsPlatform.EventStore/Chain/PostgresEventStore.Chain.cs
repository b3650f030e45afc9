using System.Text;
using Npgsql;

namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    private const string ChainedColumns =
        "e.seq_id, e.id, e.stream_id, e.version, e.type, e.timestamp, "
        + "e.headers ->> 'actor', e.headers ->> 'client', e.headers ->> 'request_id', e.headers ->> 'trace', e.headers ->> 'origin', e.wire, e.data::text, e.hash";

    /// <summary>The last event of a workspace, as the sequencer knows it.</summary>
    public async Task<ChainHead> ReadHeadAsync(string tenant, CancellationToken cancellation = default)
    {
        var sql = new SqlText(tenant) { IsKept = true };
        sql.Add($"select last_seq_id, head_hash from ops_workspaces where tenant_id = {sql.Tenant}");
        var heads = await QueryAsync(sql, row => row.IsDBNull(1) ? ChainHead.Beginning : new ChainHead(row.GetInt64(0), row.GetFieldValue<byte[]>(1)), cancellation);
        return heads.SingleOrDefault() ?? ChainHead.Beginning;
    }

    /// <summary>An event's place in the chain, or null when there is no event at this position.</summary>
    public async Task<ChainHead?> FindLinkAsync(string tenant, long position, CancellationToken cancellation = default)
    {
        if (position == 0)
            return ChainHead.Beginning;
        var sql = new SqlText(tenant) { IsKept = true };
        sql.Add($"select e.seq_id, e.hash from ops_events e where e.tenant_id = {sql.Tenant} and e.seq_id = {sql.Number(position)}");
        var links = await QueryAsync(sql, row => new ChainHead(row.GetInt64(0), Bytes(row, 1)), cancellation);
        return links.SingleOrDefault();
    }

    /// <summary>The events of a workspace after a position, in order. Fewer than <paramref name="limit"/> are all there are up to <paramref name="last"/>.</summary>
    public Task<List<ChainedRow>> ReadChainAsync(string tenant, long after, long last, int limit, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var sql = new SqlText(tenant) { IsKept = true };
        sql.Add($"select {ChainedColumns} from ops_events e ")
            .Add($"where e.tenant_id = {sql.Tenant} and e.seq_id > {sql.Number(after)} and e.seq_id <= {sql.Number(last)} order by e.seq_id limit {sql.Number(limit)}");
        return QueryAsync(sql, ReadChained, cancellation);
    }

    /// <summary>A page of a workspace's events in the order of their positions, newest first if asked so.</summary>
    /// <param name="after">The position to begin after (going backward: before); null begins at the end that comes first.</param>
    /// <exception cref="InvalidQueryException">The filter names or compares what the events do not have.</exception>
    public Task<(List<ChainedRow> Rows, bool HasMore)> ListEventsAsync(string tenant, Filter? filter, EventFields fields, bool backward, long? after, int limit, long mostBytes, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var sql = new SqlText(tenant) { IsKept = filter is null };
        var (beyond, direction) = backward ? ("<", "desc") : (">", "asc");
        sql.Add($"select {ChainedColumns} from ops_events e where e.tenant_id = {sql.Tenant} and e.seq_id {beyond} {sql.Number(after ?? (backward ? long.MaxValue : 0))} ");
        if (filter is not null)
            sql.Add("and ").Add(new FilterSql(sql, new EventFieldSource(fields)).Compile(filter)).Add(" ");
        sql.Add($"order by e.seq_id {direction}");
        return PageAsync(sql, limit, mostBytes, ReadChained, row => Encoding.UTF8.GetByteCount(row.Json), cancellation);
    }

    private static ChainedRow ReadChained(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetGuid(1),
        row.GetString(2),
        row.GetInt64(3),
        row.GetString(4),
        row.GetFieldValue<DateTimeOffset>(5),
        new EventHeaders(Text(row, 6), Text(row, 7), Text(row, 8), Text(row, 9), row.IsDBNull(10) ? null : row.GetString(10)),
        Bytes(row, 11),
        row.GetString(12),
        Bytes(row, 13));

    // What somebody has set to null by hand is shown as empty: whoever checks the chain sees that it does not fit.
    private static string Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? "" : row.GetString(column);

    private static byte[] Bytes(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? [] : row.GetFieldValue<byte[]>(column);
}
