using OpsPlatform.EventStore.Tests.V1;
using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

/// <summary>The tables are Marten's by name, type and key; columns beyond those have defaults or may be null.</summary>
public sealed class TableLayout(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    public static TheoryData<string, string> Tables => new()
    {
        { "mt_streams", "tenant_id varchar, id varchar, type varchar, version bigint, timestamp timestamptz, created timestamptz, is_archived boolean, compacted_version bigint" },
        {
            "mt_events",
            "seq_id bigint, id uuid, stream_id varchar, version bigint, data jsonb, bdata bytea, type varchar(500), timestamp timestamptz, tenant_id varchar, "
            + "mt_dotnet_type varchar, correlation_id varchar, causation_id varchar, headers jsonb, is_archived boolean"
        },
        { "mt_event_progression", "name varchar, last_seq_id bigint, last_updated timestamptz" },
        { "mt_doc_till", "tenant_id varchar, id varchar, data jsonb, mt_last_modified timestamptz, mt_dotnet_type varchar, mt_version bigint" },
        { "mt_doc_receipt", "tenant_id varchar, id varchar, data jsonb, mt_last_modified timestamptz, mt_dotnet_type varchar, mt_version bigint" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_table_has_the_columns_of_Marten_and_the_others_need_no_value(string table, string columns)
    {
        var expected = columns.Split(", ");
        var rows = await fixture.QueryAsync<string>($"""
            select column_name || ' ' || case data_type
                when 'character varying' then 'varchar' || coalesce('(' || character_maximum_length || ')', '')
                when 'timestamp with time zone' then 'timestamptz'
                else data_type end
            from information_schema.columns where table_name = '{table}'
            """);
        var ours = await fixture.QueryAsync<string>($"select column_name || '' from information_schema.columns where table_name = '{table}' and (is_nullable = 'YES' or column_default is not null)");

        rows.Intersect(expected).ShouldBe(expected, ignoreOrder: true);
        rows.Except(expected).Select(row => row.Split(' ')[0]).ShouldBeSubsetOf(ours);
    }

    [Theory]
    [InlineData("mt_streams", "p (tenant_id, id)")]
    [InlineData("mt_events", "f (tenant_id, stream_id)", "p (tenant_id, seq_id)")]
    [InlineData("mt_event_progression", "p (name)")]
    [InlineData("mt_doc_till", "p (tenant_id, id)")]
    public async Task A_table_has_the_keys_of_Marten(string table, params string[] keys)
    {
        var rows = await fixture.QueryAsync<string>($"""
            select contype::text || ' (' || (select string_agg(attname, ', ' order by place) from unnest(conkey) with ordinality as k(number, place)
                join pg_attribute on attrelid = conrelid and attnum = number) || ')'
            from pg_constraint where conrelid = '{table}'::regclass and contype in ('p', 'f') order by 1
            """);

        rows.ShouldBe(keys);
    }

    [Fact]
    public async Task A_version_of_a_stream_is_unique_by_the_index_that_Marten_names() =>
        (await fixture.QueryAsync<string>("select indexdef from pg_indexes where indexname = 'pk_mt_events_stream_and_version'"))
            .ShouldBe(["CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON public.mt_events USING btree (tenant_id, stream_id, version)"]);

    [Fact]
    public async Task The_events_of_a_stream_refer_to_it() =>
        (await fixture.QueryAsync<string>("select pg_get_constraintdef(oid) from pg_constraint where conname = 'fkey_mt_events_tenant_id_stream_id'"))
            .ShouldBe(["FOREIGN KEY (tenant_id, stream_id) REFERENCES mt_streams(tenant_id, id)"]);

    [Fact]
    public async Task Rows_hold_what_Marten_reads()
    {
        await fixture.Store.AppendAsync(Append("schema", Events("tills/a", 0, new SaleMade { AmountMicros = 5_000_000_000 })) with
        {
            Headers = new EventHeaders("users/ann", "clients/pos", "r-1", "t-1"),
            Documents = [new DocumentWrite("tills/a", new Till { DisplayName = "Front", Kind = Kind.Counter }, 1)],
        });

        (await fixture.QueryAsync<string>("select concat_ws(' | ', type, mt_dotnet_type, data, bdata, headers, is_archived) from mt_events where tenant_id = 'schema'")).ShouldBe([
            "sale_made | OpsPlatform.EventStore.Tests.V1.SaleMade, OpsPlatform.EventStore.Tests | {\"amountMicros\": \"5000000000\"} | "
            + "{\"actor\": \"users/ann\", \"trace\": \"t-1\", \"client\": \"clients/pos\", \"request_id\": \"r-1\"} | f"]);
        (await fixture.QueryAsync<string>("select concat_ws(' | ', type, version, timestamp at time zone 'UTC', created at time zone 'UTC') from mt_streams where tenant_id = 'schema'"))
            .ShouldBe(["Till | 1 | 2026-03-01 08:30:00.123456 | 2026-03-01 08:30:00.123456"]);
        (await fixture.QueryAsync<string>("select concat_ws(' | ', data, mt_dotnet_type, mt_version) from mt_doc_till where tenant_id = 'schema'"))
            .ShouldBe(["{\"kind\": \"KIND_COUNTER\", \"displayName\": \"Front\"} | OpsPlatform.EventStore.Tests.V1.Till, OpsPlatform.EventStore.Tests | 1"]);
    }

    [Fact]
    public async Task Appending_to_hot_rows_touches_no_index()
    {
        // An update that touches no index is what keeps a hot stream from growing its indexes; PostgreSQL calls it a HOT update.
        const string hot = "select concat_ws(' ', n_tup_upd >= 10, n_tup_upd - n_tup_hot_upd) from pg_stat_xact_user_tables where relname in ('mt_streams', 'mt_doc_till', 'ops_workspaces') order by relname";
        await fixture.Store.AppendAsync(Append("hot", Sales("tills/hot", 0, 1)) with { Documents = [new DocumentWrite("tills/hot", new Till(), 1)] });
        await using var connection = await fixture.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        for (var version = 1; version <= 10; version++)
        {
            var append = Append("hot", Sales("tills/hot", version, 1)) with { Documents = [new DocumentWrite("tills/hot", new Till { SaleCount = version }, version + 1)] };
            await using var statements = new Npgsql.NpgsqlBatch(connection);
            AppendStatements.Add(statements, WorkspaceBatch.Of(new PendingAppend(append, Types)), Types);
            await statements.ExecuteNonQueryAsync();
        }

        await using var command = new Npgsql.NpgsqlCommand(hot, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var counts = new List<string>();
        while (await reader.ReadAsync())
            counts.Add(reader.GetString(0));
        counts.ShouldBe(["t 0", "t 0", "t 0"]);
    }
}
