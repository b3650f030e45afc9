using Npgsql;
using OpsPlatform.EventStore.Tests.V1;
using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

public sealed class Archiving(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private readonly string _tenant = $"tenant-{Guid.NewGuid():n}";

    private PostgresEventStore Store => fixture.Store;

    [Fact]
    public async Task Every_read_of_an_archived_stream_answers_as_before()
    {
        await AppendAsync();
        var before = await ReadAllAsync();

        (await Store.ArchiveAsync<Till>(_tenant, "tills/a")).ShouldBe(4);

        (await ReadAllAsync()).ShouldBe(before);
        (await CountAsync("mt_events"), await CountAsync("ops_archived_events")).ShouldBe((2, 4));
    }

    [Fact]
    public async Task An_event_keeps_all_its_columns_on_the_way_there_and_back()
    {
        await AppendAsync();
        var before = await RowsAsync("ops_events");

        await Store.ArchiveAsync<Till>(_tenant, "tills/a");
        var archived = await RowsAsync("ops_events");
        await Store.RestoreAsync(_tenant, "tills/a");

        archived.ShouldBe(before);
        (await RowsAsync("mt_events")).ShouldBe(before);
        (await CountAsync("ops_archived_events")).ShouldBe(0);
    }

    [Fact]
    public async Task The_archive_has_the_columns_of_the_events_in_their_order()
    {
        async Task<List<string>> ColumnsAsync(string table) => await fixture.QueryAsync<string>(
            $"select concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull) from pg_attribute where attrelid = '{table}'::regclass and attnum > 0 order by attnum");

        (await ColumnsAsync("ops_archived_events")).ShouldBe(await ColumnsAsync("mt_events"));
        (await fixture.QueryAsync<string>("select attname::text from pg_attribute where attrelid = 'ops_events'::regclass and attnum > 0 order by attnum"))
            .ShouldBe(await fixture.QueryAsync<string>("select attname::text from pg_attribute where attrelid = 'mt_events'::regclass and attnum > 0 order by attnum"));
    }

    [Fact]
    public async Task Nothing_is_appended_to_an_archived_stream_until_it_is_restored()
    {
        await AppendAsync();
        await Store.ArchiveAsync<Till>(_tenant, "tills/a");
        (await Store.AppendAsync(Append(_tenant, Sales("tills/a", 4, 9)))).ShouldBe(new AppendResult.VersionConflict("tills/a"));

        (await Store.RestoreAsync(_tenant, "tills/a")).ShouldBe(4);

        (await Store.AppendAsync(Append(_tenant, Sales("tills/a", 4, 9)))).ShouldBe(new AppendResult.Committed(7));
        (await Store.RestoreAsync(_tenant, "tills/a")).ShouldBe(0);
    }

    [Fact]
    public async Task Archiving_goes_on_where_a_crash_has_ended_it()
    {
        await AppendAsync();

        // What a crash between the two transactions leaves.
        await fixture.QueryAsync<int>($"update mt_streams set is_archived = true where tenant_id = '{_tenant}' and id = 'tills/a'");
        var before = await ReadAllAsync();

        (await Store.ArchiveAsync<Till>(_tenant, "tills/a")).ShouldBe(4);
        (await Store.ArchiveAsync<Till>(_tenant, "tills/a")).ShouldBe(0);

        (await ReadAllAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task The_document_of_an_archived_stream_is_due_no_more_and_otherwise_as_it_was()
    {
        var till = new DocumentWrite("tills/a", new Till { BalanceMicros = 3 }, 2) { DueTime = Time };
        await Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1, 2)) with { Documents = [till] });
        await Store.AppendAsync(Append(_tenant, Sales("tills/b", 0, 1)) with { Documents = [till with { Id = "tills/b", Version = 1 }] });

        await Store.ArchiveAsync<Till>(_tenant, "tills/a");

        (await Store.ListDueAsync<Till>(Time, 1000)).Where(due => due.Tenant == _tenant).Select(due => due.Id).ShouldBe(["tills/b"]);
        (await Store.GetDocumentAsync<Till>(_tenant, "tills/a")).ShouldBe(new StoredDocument<Till>("tills/a", new Till { BalanceMicros = 3 }, 2));
    }

    [Fact]
    public async Task Nodes_that_archive_restore_append_and_read_at_once_lose_and_double_nothing()
    {
        var random = new Random(20260301);
        using var done = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var last = 0;
            while (!done.IsCancellationRequested)
            {
                var versions = (await Store.ReadStreamAsync(_tenant, "tills/a", new StreamQuery(1000))).Events.Select(stored => stored.Version).ToArray();
                versions.ShouldBe([.. Enumerable.Range(1, versions.Length)]);
                versions.Length.ShouldBeGreaterThanOrEqualTo(last);
                last = versions.Length;
            }
        });
        var appended = 0;
        for (var step = 0; step < 60; step++)
        {
            var work = new List<Task> { Store.ArchiveAsync<Till>(_tenant, "tills/a"), Store.ArchiveAsync<Till>(_tenant, "tills/a"), Store.RestoreAsync(_tenant, "tills/a"), Store.RestoreAsync(_tenant, "tills/a") };
            var append = Store.AppendAsync(Append(_tenant, Sales("tills/a", appended, 1)));
            await Task.WhenAll(work.OrderBy(_ => random.Next()).Append(append));
            if (await append is AppendResult.Committed)
                appended++;
            if (random.Next(3) == 0)
                await Store.RestoreAsync(_tenant, "tills/a");
        }

        await done.CancelAsync();
        await reading;
        appended.ShouldBePositive();
        await Store.ArchiveAsync<Till>(_tenant, "tills/a");
        (await CountAsync("mt_events"), await CountAsync("ops_archived_events")).ShouldBe((0, appended));
        (await Store.ReadStreamAsync(_tenant, "tills/a", new StreamQuery(1000))).Events.Select(stored => stored.Position).ShouldBe([.. Enumerable.Range(1, appended)]);
    }

    [Fact]
    public async Task An_append_on_its_way_is_waited_for_and_archived_with_the_others()
    {
        await AppendAsync();
        await using var connection = await fixture.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var statements = new NpgsqlBatch(connection))
        {
            AppendStatements.Add(statements, WorkspaceBatch.Of(new PendingAppend(Append(_tenant, Sales("tills/a", 4, 5)), Types)), Types);
            await statements.ExecuteNonQueryAsync();
        }

        var archiving = Store.ArchiveAsync<Till>(_tenant, "tills/a");
        await WaitForWaiterAsync("%ops_workspaces%for update%");
        await transaction.CommitAsync();

        (await archiving).ShouldBe(5);
    }

    [Fact]
    public async Task Restoring_waits_for_the_archiving_that_is_under_way()
    {
        await AppendAsync();
        await using var connection = await fixture.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand($"select from mt_events where tenant_id = '{_tenant}' and seq_id = 1 for update", connection))
            await hold.ExecuteNonQueryAsync();
        var archiving = Store.ArchiveAsync<Till>(_tenant, "tills/a");
        await WaitForWaiterAsync("%delete from mt_events%");

        var restoring = Store.RestoreAsync(_tenant, "tills/a");
        await WaitForWaiterAsync("%pg_advisory_xact_lock%", orUntil: restoring);
        await transaction.CommitAsync();

        (await archiving, await restoring).ShouldBe((4, 4));
        (await CountAsync("ops_archived_events")).ShouldBe(0);
    }

    [Fact]
    public async Task A_year_can_have_a_partition_of_its_own()
    {
        await fixture.QueryAsync<int>("create table ops_archived_events_2031 partition of ops_archived_events for values from ('2031-01-01 00:00Z') to ('2032-01-01 00:00Z')");
        await AppendAsync(Time.AddYears(5));
        var before = await ReadAllAsync();

        await Store.ArchiveAsync<Till>(_tenant, "tills/a");

        (await ReadAllAsync()).ShouldBe(before);
        (await CountAsync("ops_archived_events_2031")).ShouldBe(4);
    }

    /// <summary>Two streams whose events alternate in their workspace: four of one, two of the other.</summary>
    private async Task AppendAsync(DateTimeOffset? time = null)
    {
        foreach (var append in new[] { Sales("tills/a", 0, 1, 2), Sales("tills/b", 0, 3), Sales("tills/a", 2, 4, 5), Sales("tills/b", 1, 6) })
            (await Store.AppendAsync(Append(_tenant, append) with { Time = time ?? Time })).ShouldBeOfType<AppendResult.Committed>();
    }

    private async Task<string> ReadAllAsync()
    {
        var till = await Store.LoadAsync<Till>(_tenant, "tills/a", []);
        List<EventPage> pages =
        [
            await Store.ReadStreamAsync(_tenant, "tills/a", new StreamQuery(1000)),
            await Store.ReadStreamAsync(_tenant, "tills/a", new StreamQuery(3)),
            await Store.ReadStreamAsync(_tenant, "tills/a", new StreamQuery(3) { AfterVersion = 3 }),
            await Store.ReadStreamAsync(_tenant, "tills/a", new StreamQuery(2) { Backward = true }),
            await Store.ReadStreamAsync(_tenant, "tills/b", new StreamQuery(1000)),
            new(await Store.ReadWorkspaceAsync(_tenant, after: 0, limit: 1000), null),
            new(await Store.ReadWorkspaceAsync(_tenant, after: 2, limit: 2), null),
        ];
        return string.Join('\n', [$"{till.Version} {till.Root}", .. till.Newer.Select(stored => $"{stored}"), .. pages.Select(page => $"{string.Join('\n', page.Events)} {page.NextVersion}")]);
    }

    private Task<List<string>> RowsAsync(string table) =>
        fixture.QueryAsync<string>($"select (to_jsonb(e) - 'is_archived')::text from {table} e where tenant_id = '{_tenant}' order by seq_id");

    private async Task<int> CountAsync(string table) => (await fixture.QueryAsync<int>($"select count(*)::int from {table} where tenant_id = '{_tenant}'"))[0];

    private async Task WaitForWaiterAsync(string statement, Task? orUntil = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (orUntil?.IsCompleted != true
            && (await fixture.QueryAsync<int>($"select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '{statement}'"))[0] == 0)
            limit.Token.ThrowIfCancellationRequested();
    }
}
