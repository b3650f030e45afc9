using Npgsql;
using OpsPlatform.EventStore.Tests.V1;
using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

/// <summary>Statements that name no workspace at all, as a forgotten condition would have it: the database keeps them to theirs.</summary>
public sealed class Walling(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const string Other = "b";

    private readonly string _mine = $"a{Guid.NewGuid():N}";

    [Fact]
    public async Task Every_table_with_rows_of_workspaces_has_its_wall()
    {
        var tables = await fixture.QueryAsync<string>("select c.table_name::text from information_schema.columns c join information_schema.tables t using (table_schema, table_name) where column_name = 'tenant_id' and table_type = 'BASE TABLE' order by 1");
        var walled = await fixture.QueryAsync<string>("select tablename::text from pg_policies p join pg_class c on c.relname = p.tablename where c.relrowsecurity and p.cmd = 'ALL' and p.roles = '{ops_request}' and p.qual = '((tenant_id)::text = current_setting(''ops.workspace''::text, true))' order by 1");

        // Partitions are reached through their table; by themselves they are not granted to anybody.
        walled.ShouldBe(tables.Except(["ops_archived_events_default"]));
        walled.ShouldContain("mt_doc_till");
        walled.ShouldContain("ops_rebuilt_line");
        (await fixture.QueryAsync<string>("select table_name::text from information_schema.role_table_grants where grantee = 'ops_request'")).Distinct().Except(walled).ShouldBe(["ops_events"]);
    }

    [Theory]
    [InlineData("mt_events")]
    [InlineData("mt_streams")]
    [InlineData("mt_doc_till")]
    [InlineData("ops_events")]
    [InlineData("ops_requests")]
    [InlineData("ops_workspaces")]
    public async Task Who_asks_for_everything_sees_one_workspace(string table)
    {
        await FillAsync();

        (await AskAsync(_mine, $"select distinct tenant_id from {table}")).ShouldBe([_mine]);
        (await AskAsync("nobody", $"select distinct tenant_id from {table}")).ShouldBeEmpty();
        (await fixture.QueryAsync<string>($"select distinct tenant_id from {table}")).ShouldContain(Other);
    }

    [Fact]
    public async Task Nothing_of_another_workspace_is_changed_deleted_or_put_there()
    {
        await FillAsync();
        var before = await fixture.QueryAsync<string>($"select t::text from mt_doc_till t where tenant_id = '{Other}'");

        await AskAsync(_mine, "with gone as (delete from mt_doc_till returning tenant_id) select tenant_id from gone");
        await AskAsync(_mine, "with changed as (update mt_streams set version = version + 1 returning tenant_id) select tenant_id from changed");
        foreach (var sql in new[] { $"update ops_workspaces set tenant_id = '{Other}x'", $"insert into mt_doc_till (tenant_id, id, data) values ('{Other}', 'tills/x', '{{}}')" })
            (await Should.ThrowAsync<PostgresException>(AskAsync(_mine, sql))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

        (await fixture.QueryAsync<string>($"select t::text from mt_doc_till t where tenant_id = '{Other}'")).ShouldBe(before);
        (await fixture.QueryAsync<long>($"select version from mt_streams where tenant_id = '{Other}'")).Distinct().ShouldBe([1]);
    }

    [Fact]
    public async Task The_platforms_own_tables_are_not_there()
    {
        foreach (var table in new[] { "ops_leases", "ops_quotas", "ops_usage", "ops_migrations", "ops_archived_events_default" })
            (await Should.ThrowAsync<PostgresException>(AskAsync(_mine, $"select '' from {table}"))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task The_wall_comes_down_with_the_end_of_the_transaction()
    {
        await using var connection = await fixture.Database.OpenConnectionAsync();
        await using (var walled = new NpgsqlBatch(connection))
        {
            walled.BatchCommands.Add(Wall.Around(_mine));
            await walled.ExecuteNonQueryAsync();
        }

        await using var command = new NpgsqlCommand("select current_user = session_user and current_setting('ops.workspace') = ''", connection);
        (await command.ExecuteScalarAsync()).ShouldBe(true);
    }

    private async Task FillAsync()
    {
        foreach (var tenant in new[] { _mine, Other })
        {
            var till = $"tills/{Guid.NewGuid():N}";
            await fixture.Store.AppendAsync(
                Append(tenant, Sales(till, 0, 1)) with
                {
                    Documents = [new DocumentWrite(till, new Till(), 1)],
                    Request = new RequestRecord("clients/pos", Guid.NewGuid(), "Sell", new byte[] { 1 }, new byte[] { 2 }),
                },
                CancellationToken.None);
        }
    }

    private async Task<List<string>> AskAsync(string tenant, string sql)
    {
        await using var connection = await fixture.Database.OpenConnectionAsync();
        await using var batch = new SqlText(tenant).Add(sql).On(connection);
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.ToAnswerAsync(CancellationToken.None);
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
