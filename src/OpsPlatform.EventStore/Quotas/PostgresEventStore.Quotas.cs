using Npgsql;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    /// <summary>Takes a share of a quota that all nodes share, by the database's clock.</summary>
    /// <param name="capacity">The most that can be taken at once, or in a day.</param>
    /// <param name="perSecond">How fast what was taken comes back; 0 for all of it at midnight UTC.</param>
    /// <param name="wanted">Negative gives back.</param>
    public async Task<QuotaLease> LeaseQuotaAsync(string name, long capacity, double perSecond, long wanted, CancellationToken cancellation = default)
    {
        var sql = SqlText.Everywhere();
        sql.Add($"select granted, remaining, wait_ms, reset_ms from ops_lease_quota({sql.Text(name)}, {sql.Number(capacity)}, {sql.Parameter(perSecond, NpgsqlDbType.Double)}, {sql.Number(wanted)})");
        var leases = await QueryAsync(sql, row => new QuotaLease(row.GetInt64(0), row.GetInt64(1), Milliseconds(row, 2), Milliseconds(row, 3)), cancellation);
        return leases[0];
    }

    /// <summary>Adds to what was counted today, by the database's clock.</summary>
    public async Task AddUsageAsync(IReadOnlyCollection<(string Client, string Group, long Calls, long Refused)> counts, CancellationToken cancellation = default)
    {
        var sql = SqlText.Everywhere();

        // In one order, so that nodes that count the same clients wait for each other and do not lock each other up.
        sql.Add("insert into ops_usage as u (client, day, quota_group, calls, refused) select client, (now() at time zone 'UTC')::date, quota_group, calls, refused ")
            .Add($"from unnest({Texts(counts.Select(count => count.Client))}, {Texts(counts.Select(count => count.Group))}, {Numbers(counts.Select(count => count.Calls))}, {Numbers(counts.Select(count => count.Refused))}) ")
            .Add("as counted (client, quota_group, calls, refused) order by client, quota_group ")
            .Add("on conflict (client, day, quota_group) do update set calls = u.calls + excluded.calls, refused = u.refused + excluded.refused");
        await QueryAsync(sql, _ => true, cancellation);

        string Texts(IEnumerable<string> values) => sql.Parameter(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        string Numbers(IEnumerable<long> values) => sql.Parameter(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint);
    }

    /// <summary>What a client used on its last days, today among them.</summary>
    public async Task<IReadOnlyList<UsageRow>> ReadUsageAsync(string client, int days, CancellationToken cancellation = default)
    {
        var sql = SqlText.Everywhere();
        sql.Add($"select client, day, quota_group, calls, refused from ops_usage where client = {sql.Text(client)} ")
            .Add($"and day > (now() at time zone 'UTC')::date - {sql.Parameter(days, NpgsqlDbType.Integer)}");
        return await QueryAsync(sql, row => new UsageRow(row.GetString(0), row.GetFieldValue<DateOnly>(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4)), cancellation);
    }

    /// <summary>Deletes what was counted on days that are longer ago, by the database's clock, and says how many rows. Nobody counts there any more, so that nobody waits.</summary>
    public async Task<int> DeleteUsageAsync(int days, CancellationToken cancellation = default)
    {
        var sql = SqlText.Everywhere();
        sql.Add($"with gone as (delete from ops_usage where day < (now() at time zone 'UTC')::date - {sql.Parameter(days, NpgsqlDbType.Integer)} returning 1) select count(*) from gone");
        var counts = await QueryAsync(sql, row => row.GetInt64(0), cancellation);
        return (int)counts[0];
    }

    private static TimeSpan Milliseconds(NpgsqlDataReader row, int column) => TimeSpan.FromMilliseconds(row.GetInt64(column));
}
