using NpgsqlTypes;

namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    /// <summary>How a request was answered, or null when it is not on record.</summary>
    public async Task<RequestRecord?> FindRequestAsync(string tenant, string client, Guid requestId, CancellationToken cancellation = default)
    {
        var sql = new SqlText(tenant) { IsKept = true };
        sql.Add($"select method, fingerprint, response from ops_requests where tenant_id = {sql.Tenant} and client_id = {sql.Text(client)} ")
            .Add($"and request_id = {sql.Parameter(requestId, NpgsqlDbType.Uuid)}");
        var rows = await QueryAsync(sql, row => new RequestRecord(client, requestId, row.GetString(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2)), cancellation);
        return rows.SingleOrDefault();
    }

    /// <summary>Deletes the oldest records made before a time, at most <paramref name="limit"/>, and says how many; call again while it is the limit.</summary>
    public async Task<int> DeleteRequestsAsync(DateTimeOffset before, int limit, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var sql = SqlText.Everywhere();

        // Two servers that clean up at once pass over each other's rows instead of waiting for them.
        sql.Add("with old as (select tenant_id, client_id, request_id from ops_requests ")
            .Add($"where created < {sql.Time(before)} order by created limit {sql.Number(limit)} for update skip locked), ")
            .Add("gone as (delete from ops_requests r using old where (r.tenant_id, r.client_id, r.request_id) = (old.tenant_id, old.client_id, old.request_id) returning 1) ")
            .Add("select count(*) from gone");
        var counts = await QueryAsync(sql, row => row.GetInt64(0), cancellation);
        return (int)counts[0];
    }
}
