using Npgsql;
using OpsPlatform.Testing;

namespace OpsPlatform.Server.Tests.Histories;

/// <summary>Servers on one database and by one clock, with a proxy before each and another between it and the database.</summary>
internal sealed class TroubledServers : IAsyncDisposable
{
    private readonly List<ReplyCuttingProxy> _front = [];
    private readonly List<ReplyCuttingProxy> _back = [];
    private readonly List<RunningServer> _servers = [];
    private readonly TestDatabase _database;

    private TroubledServers(TestDatabase database) => _database = database;

    public RunningServer First => _servers[0];

    public static async Task<TroubledServers> StartAsync(PostgresCluster cluster, int servers)
    {
        var all = new TroubledServers(await cluster.CreateDatabaseAsync());
        for (var i = 0; i < servers; i++)
        {
            var database = all.ByProxy();
            var server = i == 0 ? new RunningServer(database) : await all.First.StartAnotherAsync(database);
            if (i == 0)
                await server.InitializeAsync();
            all._servers.Add(server);
            all._front.Add(new ReplyCuttingProxy(server.GrpcAddress.Host, server.GrpcAddress.Port));
        }

        return all;
    }

    public async Task<CallerClients> ConnectAsync(int callers) =>
        await CallerClients.ConnectAsync(First, [.. _front.Select(proxy => new Uri($"http://127.0.0.1:{proxy.Port}"))], [.. _servers.Select(server => server.HttpAddress)], First.Clock, callers);

    public async Task MakeAsync(PlannedTrouble trouble)
    {
        var (front, back) = (_front[trouble.Choice % _front.Count], _back[trouble.Choice % _back.Count]);
        switch (trouble.Trouble)
        {
            case Trouble.TimePasses:
                First.Clock.Advance(TimeSpan.FromMilliseconds(500 + (trouble.Choice % 2000)));
                break;
            case Trouble.ConnectionBreaks:
                front.BreakOne(trouble.Choice);
                break;
            case Trouble.ReplyIsLost:
                back.LoseReplyOfOne(trouble.Choice);
                break;
            case Trouble.ReplyIsLate:
                back.DelayReplyOfOne(trouble.Choice, TimeSpan.FromMilliseconds(5 + (trouble.Choice % 60)));
                break;
            case Trouble.BackendDies:
                await EndBackendAsync(_database.ConnectionString, trouble.Choice);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(trouble), trouble.Trouble, "Not here.");
        }
    }

    /// <summary>Ends one of the database's sessions, as an administrator or a failure may at any time.</summary>
    public static async Task EndBackendAsync(string connectionString, int choice)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "trouble" });
        await using var end = database.CreateCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name <> 'trouble' order by md5(pid::text || $1) limit 1");
        end.Parameters.AddWithValue($"{choice}");
        await end.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in Enumerable.Reverse(_servers))
            await server.DisposeAsync();
        foreach (var proxy in _front.Concat(_back))
            await proxy.DisposeAsync();
        await _database.DisposeAsync();
    }

    private string ByProxy()
    {
        var address = new NpgsqlConnectionStringBuilder(_database.ConnectionString);
        _back.Add(new ReplyCuttingProxy(address.Host!, address.Port));
        address.Port = _back[^1].Port;
        return address.ConnectionString;
    }
}
