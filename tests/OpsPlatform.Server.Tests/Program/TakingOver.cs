using Npgsql;
using OpsPlatform.Testing;

namespace OpsPlatform.Server.Tests.Program;

/// <summary>Work that one node does for all, on two servers that run as processes of their own.</summary>
public sealed class TakingOver(PostgresCluster cluster)
{
    private static readonly TimeSpan ToStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ToTakeOver = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task When_the_holder_is_killed_the_other_server_holds_within_five_seconds()
    {
        await using var database = await cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        ServerProcess[] servers = [Start(database), Start(database)];
        try
        {
            // Both compete, one holds.
            await UntilAsync(source, "select count(*) = 2 from pg_stat_activity where datname = current_database() and application_name = 'ops leases'", ToStart);
            await UntilAsync(source, "select count(*) = 1 from ops_leases where name = 'RequestCleanup'", ToStart);
            var holder = servers.Single(server => HeldBy(server) == Holder(source));
            var other = servers.Single(server => server != holder);

            holder.Kill();

            await UntilAsync(source, $"select count(*) = 1 from ops_leases where name = 'RequestCleanup' and holder = '{HeldBy(other)}' and fence = 2", ToTakeOver);
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }

    private static ServerProcess Start(TestDatabase database) =>
        ServerProcess.Start(database.ConnectionString, [.. ServerProcess.Ports(0, 0), "--Identity:Issuer=https://ops.example", "--Logging:LogLevel:Default=Warning"]);

    private static string HeldBy(ServerProcess server) => $"{Environment.MachineName}/{server.Id}";

    private static string Holder(NpgsqlDataSource source)
    {
        using var command = source.CreateCommand("select holder from ops_leases where name = 'RequestCleanup'");
        return (string)command.ExecuteScalar()!;
    }

    private static async Task UntilAsync(NpgsqlDataSource source, string sql, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        while (!await AskAsync(source, sql))
            limit.Token.ThrowIfCancellationRequested();
    }

    private static async Task<bool> AskAsync(NpgsqlDataSource source, string sql)
    {
        try
        {
            await using var command = source.CreateCommand(sql);
            return await command.ExecuteScalarAsync() is true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // The servers have not made the schema yet.
            return false;
        }
    }
}
