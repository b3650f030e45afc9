using Microsoft.Extensions.Time.Testing;
using OpsPlatform.Testing;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>A database of its own for a test class, with one server on it.</summary>
public sealed class IdentityFixture(PostgresCluster cluster) : IAsyncLifetime
{
    internal IdentityDatabase Database { get; private set; } = null!;

    internal IdentityNode Node { get; private set; } = null!;

    internal FakeTimeProvider Clock => Database.Clock;

    public async ValueTask InitializeAsync()
    {
        Database = await CreateAnotherAsync();
        Node = await StartNodeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Another server on the same database, by the same clock.</summary>
    internal Task<IdentityNode> StartNodeAsync(params (string Name, string? Value)[] settings) => Database.StartNodeAsync(settings);

    /// <summary>An empty database, for a test that cannot share one.</summary>
    internal async Task<IdentityDatabase> CreateAnotherAsync() => new(await cluster.CreateDatabaseAsync());
}

/// <summary>A database with a clock, which all servers on it go by.</summary>
internal sealed class IdentityDatabase(TestDatabase database) : IAsyncDisposable
{
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    public string ConnectionString => database.ConnectionString;

    public Task<IdentityNode> StartNodeAsync(params (string Name, string? Value)[] settings) => IdentityNode.StartAsync(database.ConnectionString, Clock, settings);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
