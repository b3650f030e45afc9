using Npgsql;

namespace OpsPlatform.Bench.Platform;

/// <summary>The server's projections of a database.</summary>
internal static class ServerProjections
{
    private const string Behind =
        """
        select count(*) from ops_workspaces w left join ops_projections p on p.tenant_id = w.tenant_id and p.is_served
        where w.last_seq_id > 0 and coalesce(p.last_seq_id, 0) < w.last_seq_id
        """;

    /// <summary>Waits until they have taken in what the server found.</summary>
    public static async Task SettleAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        await using var behind = database.CreateCommand(Behind);
        while ((long)(await behind.ExecuteScalarAsync(cancellation))! > 0)
            await timer.WaitForNextTickAsync(cancellation);
    }
}
