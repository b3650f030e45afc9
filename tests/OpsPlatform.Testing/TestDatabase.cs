using Npgsql;

namespace OpsPlatform.Testing;

/// <summary>A database that lives as long as a test class.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _serverConnectionString;
    private readonly string _name;

    private TestDatabase(string serverConnectionString, string name)
    {
        _serverConnectionString = serverConnectionString;
        _name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(serverConnectionString) { Database = name }.ConnectionString;
    }

    public string ConnectionString { get; }

    public static async Task<TestDatabase> CreateAsync(string serverConnectionString)
    {
        var database = new TestDatabase(serverConnectionString, $"test_{Guid.NewGuid():n}");
        await database.ExecuteOnServerAsync($"create database {database._name}");
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteOnServerAsync($"drop database if exists {_name} with (force)");
        GC.SuppressFinalize(this);
    }

    private async Task ExecuteOnServerAsync(string sql)
    {
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_serverConnectionString) { Pooling = false });
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
