using Npgsql;

namespace OpsPlatform.Testing;

/// <summary>
/// The server that a test assembly makes its databases on: the one that OPS_TEST_DATABASE names, else one of its own, started
/// with the first database and gone with the assembly. To be used as an assembly fixture.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly Lazy<Task<string>> _connectionString;
    private PostgresServer? _own;

    public PostgresCluster() => _connectionString = new Lazy<Task<string>>(StartAsync);

    /// <summary>An empty database that is nobody else's.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync() => await TestDatabase.CreateAsync(await _connectionString.Value);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_own is not null)
            await _own.DisposeAsync();
    }

    private async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("OPS_TEST_DATABASE") is { Length: > 0 } given)
            return given;
        _own = new PostgresServer();
        return await _own.StartAsync();
    }
}
