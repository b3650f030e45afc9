using System.Security.Cryptography;
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

    private RunningServer(RunningServer other, string database) =>
        (Database, Clock, ErasureLedger, KeyEncryptionKey, _secrets) = (database, other.Clock, other.ErasureLedger, other.KeyEncryptionKey, other._secrets);

    /// <summary>A Thursday within every period that the tests use.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 12, 8, 0, 0, TimeSpan.Zero));

    public string Database { get; private set; } = "";

    /// <summary>The file; empty for a server without one.</summary>
    internal string ErasureLedger { get; init; } = Path.Combine(Path.GetTempPath(), $"ops-erasures-{Guid.NewGuid():n}.jsonl");

    /// <summary>Wraps the keys of data subjects; empty for a server without one.</summary>
    internal string KeyEncryptionKey { get; init; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public ApiClient Operator { get; private set; } = null!;

    public ApiClient Approver { get; private set; } = null!;

    /// <summary>May read budgets, and nothing else.</summary>
    public ApiClient Reader { get; private set; } = null!;

    /// <summary>The operator of the other workspace, `globex`.</summary>
    public ApiClient Stranger { get; private set; } = null!;

    public Uri GrpcAddress => Address(0);

    public Uri HttpAddress => Address(1);

    internal LogRecords Log { get; } = new();

    /// <summary>What a test adds to the server that is its own.</summary>
    internal Action<WebApplicationBuilder> Configure { get; init; } = _ => { };

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
                .. KeyEncryptionKey.Length > 0 ? [$"--Personal:KeyEncryptionKey={KeyEncryptionKey}"] : Array.Empty<string>(),
                .. ErasureLedger.Length > 0 ? [$"--Personal:ErasureLedger={ErasureLedger}"] : Array.Empty<string>(),
            ],
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(Clock);
                builder.Logging.ClearProviders().AddProvider(Log);
                Configure(builder);
            });
        await Get<PostgresEventStore>().MigrateAsync();
        await _app.StartAsync();
        Operator = await ProvisionAsync("acme", "acme-ops", "*");
        Approver = await ProvisionAsync("acme", "acme-boss", "budgets.*");
        Reader = await ProvisionAsync("acme", "acme-reader", "budgets.read");
        Stranger = await ProvisionAsync("globex", "globex-ops", "*");
    }

    /// <summary>Another server on the same database, by the same clock.</summary>
    /// <param name="database">Another way to the database, if not the same.</param>
    /// <param name="configure">What the other server has that this one has not.</param>
    public async Task<RunningServer> StartAnotherAsync(string? database = null, Action<WebApplicationBuilder>? configure = null)
    {
        var another = new RunningServer(this, database ?? Database) { Configure = configure ?? (_ => { }) };
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

    /// <summary>Ends work that the server does by itself, where it would get between a test and the database.</summary>
    internal Task EndAsync<T>()
        where T : BackgroundService => _app!.Services.GetServices<IHostedService>().OfType<T>().Single().StopAsync(default);

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
        {
            await _database.DisposeAsync();
            File.Delete(ErasureLedger);
            File.Delete($"{ErasureLedger}.lock");
        }

        Log.MustHoldNoUnexpectedErrors();
    }

    // The endpoints listen in the order of their names: Grpc, Http.
    private Uri Address(int endpoint) => new(_app!.Urls.ElementAt(endpoint));
}
