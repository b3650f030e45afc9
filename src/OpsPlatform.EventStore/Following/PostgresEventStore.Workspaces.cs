namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    /// <summary>A page ends with the event that reaches this, in binary form: events may be megabytes each.</summary>
    private const long MostPageBytes = 1024 * 1024;

    private const int WireColumn = 5;

    /// <summary>Told of each append of events that this store has committed, with the workspace and the position of its last event.</summary>
    internal Action<string, long>? Committed { get; set; }

    /// <summary>
    /// Events of a workspace in the order of their positions, which is the order of their commits. Fewer than <paramref name="limit"/> come
    /// when they are large; none, when there is none after the position.
    /// </summary>
    /// <param name="after">The position to begin after; 0 for the beginning.</param>
    /// <param name="limit">At most so many events, 1 or more.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or takes no work.</exception>
    public async Task<IReadOnlyList<StoredEvent>> ReadWorkspaceAsync(string tenant, long after, int limit, CancellationToken cancellation = default) =>
        (await ReadPageAsync(tenant, after, limit, cancellation)).Events;

    internal async Task<WorkspacePage> ReadPageAsync(string tenant, long after, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var sql = new SqlText(tenant) { IsKept = true };
        sql.Add($"select {EventRow.Columns} from ops_events e where e.tenant_id = {sql.Tenant} and e.seq_id > {sql.Number(after)} order by e.seq_id limit {sql.Number(limit)}");
        var (bytes, isCut) = (0L, false);
        var rows = await QueryAsync(
            sql,
            row =>
            {
                if (isCut |= bytes >= MostPageBytes)
                    return null;
                bytes += row.GetBytes(WireColumn, 0, null, 0, 0);
                return EventRow.Read(row, types);
            },
            cancellation);
        var events = isCut ? rows.TakeWhile(row => row is not null).ToList() : rows;
        return new WorkspacePage(events!, bytes, IsLast: rows.Count < limit && !isCut);
    }

    /// <summary>The position of the last event of every workspace.</summary>
    internal async Task<IReadOnlyList<WorkspacePosition>> ReadPositionsAsync(CancellationToken cancellation)
    {
        var sql = SqlText.Everywhere();
        sql.Add("select tenant_id, last_seq_id from ops_workspaces where last_seq_id > 0");
        return await QueryAsync(sql, row => new WorkspacePosition(row.GetString(0), row.GetInt64(1)), cancellation);
    }
}
