using Npgsql;

namespace OpsPlatform.EventStore;

/// <summary>Sessions that are held for as long as they last, apart from the pool that statements borrow from.</summary>
internal static class OwnSession
{
    /// <param name="name">What it is for; shown in pg_stat_activity.</param>
    /// <param name="settings">Further settings of the session, as `-c name=value`.</param>
    public static async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource database, string name, string settings, CancellationToken cancellation)
    {
        var address = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, ApplicationName = name };
        address.Options = $"{address.Options} {settings}".Trim();

        // The source does not show its password, but passes it on.
        await using var unopened = database.CreateConnection();
        var session = await unopened.CloneWithAsync(address.ConnectionString, cancellation);
        try
        {
            await session.OpenAsync(cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }
}
