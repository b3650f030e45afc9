using Google.Protobuf;
using Npgsql;
using OpsPlatform.EventStore.Tests.V1;
using OpsPlatform.Testing;

[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace OpsPlatform.EventStore.Tests;

/// <summary>A migrated store on a database of its own, for one test class.</summary>
public sealed class StoreFixture(PostgresCluster cluster) : IAsyncLifetime
{
    private TestDatabase? _database;

    public static StoredTypes Types { get; } = new(
        events: [TillOpened.Descriptor, SaleMade.Descriptor, TillClosed.Descriptor],
        documents: [Till.Descriptor, Receipt.Descriptor],
        projected: [Line.Descriptor, Place.Descriptor]);

    public static DateTimeOffset Time { get; } = new(2026, 3, 1, 8, 30, 0, 123, 456, TimeSpan.Zero);

    public string ConnectionString => _database!.ConnectionString;

    public NpgsqlDataSource Database { get; private set; } = null!;

    public PostgresEventStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await cluster.CreateDatabaseAsync();
        Database = PostgresEventStore.OpenDatabase(ConnectionString);
        Store = new PostgresEventStore(Database, Types);
        await Store.MigrateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await _database!.DisposeAsync();
    }

    public static Append Append(string tenant, params StreamAppend[] streams) => new(tenant, Time, new EventHeaders("users/ann")) { Streams = streams };

    public static StreamAppend Events(string stream, long expectedVersion, params IMessage[] events) => new(stream, "Till", expectedVersion, events);

    public static StreamAppend Sales(string stream, long expectedVersion, params long[] amounts) =>
        Events(stream, expectedVersion, [.. amounts.Select(amount => new SaleMade { AmountMicros = amount })]);

    public async Task<List<T>> QueryAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetFieldValue<T>(0));
        return rows;
    }

    /// <summary>Asks until the answer is true: what other sessions do shows only by asking.</summary>
    public async Task UntilAsync(string sql)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await QueryAsync<bool>(sql)).Contains(true))
            limit.Token.ThrowIfCancellationRequested();
    }
}
