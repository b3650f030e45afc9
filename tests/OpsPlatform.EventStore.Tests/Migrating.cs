using Google.Protobuf;
using Npgsql;
using OpsPlatform.EventStore.Tests.V1;
using OpsPlatform.Testing;

namespace OpsPlatform.EventStore.Tests;

public sealed class Migrating(PostgresCluster cluster) : IAsyncLifetime
{
    private static readonly string[] Tables = ["ops_workspaces", "mt_streams", "mt_events", "mt_doc_till", "ops_requests"];

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
    public async Task A_database_of_the_first_version_keeps_every_row_and_its_events_get_hashes()
    {
        await new PostgresEventStore(_source, new StoredTypes([], [])).MigrateAsync([Migration.All[0]], CancellationToken.None);
        await FillAsFirstVersionAsync();

        await Store.MigrateAsync();

        (await QueryAsync<long>($"select count(*) from ({string.Join(" union all ", Tables.Select(Kept))}) all_tables")).ShouldBe([2 + 10 + 20 + 10 + 2]);
        foreach (var tenant in new[] { "a", "b" })
        {
            await HashChain.MustHoldAsync(_source, tenant);
            (await Store.ReadStreamAsync(tenant, "tills/4", new StreamQuery(10))).Events.Select(stored => (stored.Position, stored.Data, stored.Headers.Actor))
                .ShouldBe([(9, new SaleMade { AmountMicros = 4 }, "users/安"), (10, new SaleMade { AmountMicros = 2 }, "users/安")]);
        }

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
    public async Task A_login_without_any_rights_but_to_its_database_is_told_what_it_needs_and_works_with_that()
    {
        // The role is there: the cluster of the tests has other databases.
        await Store.MigrateAsync();
        await using var other = await cluster.CreateDatabaseAsync();
        var (login, database) = ($"plain_{Guid.NewGuid():N}", new NpgsqlConnectionStringBuilder(other.ConnectionString));
        await ExecuteAsync($"create role {login} login password 'plain'");
        await ExecuteAsync($"alter database {database.Database} owner to {login}");
        try
        {
            (database.Username, database.Password) = (login, "plain");
            await using var source = PostgresEventStore.OpenDatabase(database.ConnectionString);
            var store = new PostgresEventStore(source, StoreFixture.Types);

            (await Should.ThrowAsync<PostgresException>(store.MigrateAsync())).MessageText.ShouldContain($"Have an administrator of the database run: grant ops_request to {login}");
            await ExecuteAsync($"grant ops_request to {login}");
            await store.MigrateAsync();

            await store.AppendAsync(StoreFixture.Append("a", StoreFixture.Sales("tills/a", 0, 1)), CancellationToken.None);
            (await store.ReadStreamAsync("a", "tills/a", new StreamQuery(1))).Events.ShouldHaveSingleItem();
            (await store.ReadStreamAsync("b", "tills/a", new StreamQuery(1))).Events.ShouldBeEmpty();
        }
        finally
        {
            await ExecuteAsync($"alter database {database.Database} owner to current_user");
            await using var cleaning = NpgsqlDataSource.Create(other.ConnectionString);
            await using var command = cleaning.CreateCommand($"reassign owned by {login} to current_user; drop owned by {login}; drop role {login}");
            await command.ExecuteNonQueryAsync();
        }
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

    /// <summary>The rows that the first version of the program had written, and a copy of them to compare with.</summary>
    private async Task FillAsFirstVersionAsync()
    {
        await ExecuteAsync(Migration.DocumentTable.Replace("{table}", "mt_doc_till").Replace("select ops_wall('mt_doc_till');", ""));
        await ExecuteAsync("""
            insert into ops_workspaces (tenant_id, last_seq_id) values ('a', 10), ('b', 10);
            insert into ops_requests (tenant_id, client_id, request_id, method, fingerprint, response, created) select tenant_id, 'pos', gen_random_uuid(), 'Sell', 'f', 'r', now() from ops_workspaces
            """);
        foreach (var (tenant, till) in from tenant in new[] { "a", "b" } from till in Enumerable.Range(0, 5) select (tenant, till))
        {
            await ExecuteAsync($"""
                insert into mt_streams (tenant_id, id, type, version) values ('{tenant}', 'tills/{till}', 'Till', 2);
                insert into mt_doc_till (tenant_id, id, data, mt_version, bdata) values ('{tenant}', 'tills/{till}', '{JsonFormatter.Default.Format(new Till { SaleCount = till })}', 2, {Hex(new Till { SaleCount = till })})
                """);
            foreach (var (version, sale) in new[] { (1, new SaleMade { AmountMicros = till }), (2, new SaleMade { AmountMicros = 2 }) })
            {
                await ExecuteAsync($$"""
                    insert into mt_events (tenant_id, seq_id, id, stream_id, version, data, type, mt_dotnet_type, headers, wire) values (
                        '{{tenant}}', {{(till * 2) + version}}, gen_random_uuid(), 'tills/{{till}}', {{version}}, '{{JsonFormatter.Default.Format(sale)}}', 'sale_made', 'SaleMade',
                        '{"actor": "users/安", "client": "pos", "request_id": "r-{{till}}", "trace": "t"}', {{Hex(sale)}})
                    """);
            }
        }

        foreach (var table in Tables)
            await ExecuteAsync($"create table kept_{table} as select jsonb_strip_nulls(to_jsonb(t)) as row from {table} t");

        static string Hex(IMessage message) => $"'\\x{Convert.ToHexString(message.ToByteArray())}'";
    }

    /// <summary>The rows that are still as they were, whatever columns they have got since.</summary>
    private static string Kept(string table) => $"select from kept_{table} k where exists (select from {table} t where to_jsonb(t) @> k.row)";

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private Task<List<string>> AppliedAsync() => QueryAsync<string>("select name || ' ' || checksum from ops_migrations order by number");

    private async Task<List<T>> QueryAsync<T>(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetFieldValue<T>(0));
        return rows;
    }
}
