using Npgsql;
using OpsPlatform.Testing;

namespace OpsPlatform.EventStore.Tests;

public sealed class Migrating(PostgresCluster cluster) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private NpgsqlDataSource _source = null!;

    private PostgresEventStore Store => new(_source, StoreFixture.Types);

    public async ValueTask InitializeAsync()
    {
        _database = await cluster.CreateDatabaseAsync();
        _source = PostgresEventStore.OpenDatabase(_database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Servers_that_start_together_migrate_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.MigrateAsync()));

        (await AppliedAsync()).ShouldBe([.. Migration.All.Select(migration => $"{migration.Name} {migration.Checksum}")]);
    }

    [Fact]
    public async Task A_new_step_runs_once_on_a_database_with_data()
    {
        await Store.MigrateAsync();
        await Store.AppendAsync(StoreFixture.Append("a", StoreFixture.Sales("tills/a", 0, 1)), CancellationToken.None);
        Migration[] next = [.. Migration.All, new Migration(900, "900_next.sql", "create table next_step (id int)")];

        await Store.MigrateAsync(next, CancellationToken.None);
        await Store.MigrateAsync(next, CancellationToken.None);

        (await AppliedAsync()).Count.ShouldBe(next.Length);
        (await Store.ReadStreamAsync("a", "tills/a", new StreamQuery(1))).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Events_that_were_stored_before_there_were_hashes_get_theirs()
    {
        await Store.MigrateAsync();
        for (var i = 0; i < 5; i++)
        {
            foreach (var tenant in new[] { "a", "b" })
                await Store.AppendAsync(StoreFixture.Append(tenant, StoreFixture.Sales($"tills/{i}", 0, i, 2)) with { Headers = new EventHeaders("users/安", "pos", $"r-{i}", "t") }, CancellationToken.None);
        }

        // As the first version of the schema left them.
        await using var first = _source.CreateCommand("alter table mt_events drop column hash; update ops_workspaces set head_hash = null; delete from ops_migrations where number = 2");
        await first.ExecuteNonQueryAsync();
        await Store.MigrateAsync();

        foreach (var tenant in new[] { "a", "b" })
            await HashChain.MustHoldAsync(_source, tenant);
        await Store.AppendAsync(StoreFixture.Append("a", StoreFixture.Sales("tills/new", 0, 1)), CancellationToken.None);
        await HashChain.MustHoldAsync(_source, "a");
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_database_as_it_was()
    {
        Migration[] failing = [.. Migration.All, new Migration(900, "900_bad.sql", "create table half_done (id int); select 1 / 0")];

        await Should.ThrowAsync<PostgresException>(Store.MigrateAsync(failing, CancellationToken.None));

        await using var command = _source.CreateCommand("select count(*) from information_schema.tables where table_schema = 'public'");
        (await command.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Fact]
    public async Task A_step_that_was_edited_after_it_ran_is_refused()
    {
        await Store.MigrateAsync();
        var edited = Migration.All[0] with { Sql = Migration.All[0].Sql + "\n-- edited" };

        var refusal = await Should.ThrowAsync<SchemaMismatchException>(Store.MigrateAsync([edited], CancellationToken.None));

        refusal.Message.ShouldContain("001_schema.sql");
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        await Store.MigrateAsync([.. Migration.All, new Migration(900, "900_next.sql", "select 1")], CancellationToken.None);

        var refusal = await Should.ThrowAsync<SchemaMismatchException>(Store.MigrateAsync());

        refusal.Message.ShouldContain("900_next.sql");
    }

    private async Task<List<string>> AppliedAsync()
    {
        await using var command = _source.CreateCommand("select name || ' ' || checksum from ops_migrations order by number");
        await using var reader = await command.ExecuteReaderAsync();
        var applied = new List<string>();
        while (await reader.ReadAsync())
            applied.Add(reader.GetString(0));
        return applied;
    }
}
