using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Identity;
using OpsPlatform.Testing;

namespace OpsPlatform.Server.Tests;

/// <summary>
/// The whole server on sockets of its own, on a database of its own, by a clock that stands still until a test moves it. Two
/// workspaces are there: `acme` with an operator, an approver and a reader, and `globex` with an operator.
/// </summary>
public sealed class RunningServer : IAsyncLifetime
{
    private readonly PostgresCluster? _cluster;
    private readonly Dictionary<string, string> _secrets = [];
    private TestDatabase? _database;
    private WebApplication? _app;

    public RunningServer(PostgresCluster cluster) => _cluster = cluster;

    /// <summary>A server on a database that somebody else keeps.</summary>
    internal RunningServer(string database) => Database = database;

    private RunningServer(RunningServer other, string database) => (Database, Clock, _secrets) = (database, other.Clock, other._secrets);

    /// <summary>A Thursday within every period that the tests use.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 12, 8, 0, 0, TimeSpan.Zero));

    public string Database { get; private set; } = "";

    public ApiClient Operator { get; private set; } = null!;

    public ApiClient Approver { get; private set; } = null!;

    /// <summary>May read budgets, and nothing else.</summary>
    public ApiClient Reader { get; private set; } = null!;

    /// <summary>The operator of the other workspace, `globex`.</summary>
    public ApiClient Stranger { get; private set; } = null!;

    public Uri GrpcAddress => Address(0);

    public Uri HttpAddress => Address(1);

    internal LogRecords Log { get; } = new();

    public async ValueTask InitializeAsync()
    {
        if (_cluster is not null)
            Database = (_database = await _cluster.CreateDatabaseAsync()).ConnectionString;
        _app = OpsServer.Build(
            [
                "--Kestrel:Endpoints:Grpc:Url=http://127.0.0.1:0",
                "--Kestrel:Endpoints:Http:Url=http://127.0.0.1:0",
                "--Identity:Issuer=https://ops.example",
                $"--Database:ConnectionString={Database}",
            ],
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(Clock);
                builder.Logging.ClearProviders().AddProvider(Log);
            });
        await Get<PostgresEventStore>().MigrateAsync();
        await _app.StartAsync();
        Operator = await ProvisionAsync("acme", "acme-ops", "budgets.*");
        Approver = await ProvisionAsync("acme", "acme-boss", "budgets.*");
        Reader = await ProvisionAsync("acme", "acme-reader", "budgets.read");
        Stranger = await ProvisionAsync("globex", "globex-ops", "budgets.*");
    }

    /// <summary>Another server on the same database, by the same clock.</summary>
    /// <param name="database">Another way to the database, if not the same.</param>
    public async Task<RunningServer> StartAnotherAsync(string? database = null)
    {
        var another = new RunningServer(this, database ?? Database);
        await another.InitializeAsync();
        return another;
    }

    public async Task<ApiClient> ProvisionAsync(string workspace, string clientId, params string[] permissions)
    {
        if (await Get<Clients>().ProvisionAsync(new ClientGrant(workspace, clientId, permissions), default) is { } secret)
            _secrets[clientId] = secret;
        return new ApiClient(GrpcAddress, HttpAddress, Clock, clientId, _secrets[clientId]);
    }

    /// <summary>Does now what the work otherwise does when its time has come.</summary>
    internal Task RunOnceAsync<T>()
        where T : PeriodicWork => _app!.Services.GetServices<IHostedService>().OfType<T>().Single().RunOnceAsync(default);

    internal T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    public Task StopAsync() => _app!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in new[] { Operator, Approver, Reader, Stranger })
            client?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        if (_database is not null)
            await _database.DisposeAsync();
        Log.MustHoldNoUnexpectedErrors();
    }

    // The endpoints listen in the order of their names: Grpc, Http.
    private Uri Address(int endpoint) => new(_app!.Urls.ElementAt(endpoint));
}
