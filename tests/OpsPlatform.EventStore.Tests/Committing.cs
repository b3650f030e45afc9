using Npgsql;
using OpsPlatform.EventStore.Tests.V1;
using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

/// <summary>What is appended at once is committed at once, and each append still has its own fate.</summary>
public sealed class Committing(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private readonly string _tenant = $"tenant-{Guid.NewGuid():n}";

    private PostgresEventStore Store => fixture.Store;

    [Fact]
    public async Task Appends_that_come_while_another_is_committed_are_committed_together()
    {
        await using var held = await HeldWorkspace.HoldAsync(fixture, _tenant);
        var first = Store.AppendAsync(Append(_tenant, Sales("tills/first", 0, 1)));
        await held.UntilSomebodyWaitsAsync();
        var later = Enumerable.Range(0, 100).Select(i => Store.AppendAsync(Append(_tenant, Sales($"tills/{i}", 0, i)))).ToArray();
        await held.ReleaseAsync();

        (await first).ShouldBe(new AppendResult.Committed(1));
        (await Task.WhenAll(later)).ShouldBe(Enumerable.Range(2, 100).Select(position => (AppendResult)new AppendResult.Committed(position)), "in the order of the calls");
        (await fixture.QueryAsync<long>($"select count(distinct xmin::text) from mt_events where tenant_id = '{_tenant}'")).ShouldBe([2]);
        await HashChain.MustHoldAsync(fixture.Database, _tenant);
    }

    [Fact]
    public async Task An_append_may_build_on_one_that_is_not_stored_yet()
    {
        await using var held = await HeldWorkspace.HoldAsync(fixture, _tenant);
        var lineage = new Lineage();
        var chained = Enumerable.Range(0, 50)
            .Select(version => Store.AppendAsync(Append(_tenant, Sales("tills/hot", version, version)) with { Documents = [new DocumentWrite("tills/hot", new Till { SaleCount = version + 1 }, version + 1)], Lineages = [lineage] }))
            .ToArray();
        await held.ReleaseAsync();

        (await Task.WhenAll(chained)).ShouldBe(Enumerable.Range(1, 50).Select(position => (AppendResult)new AppendResult.Committed(position)));
        (await Store.GetDocumentAsync<Till>(_tenant, "tills/hot"))!.ShouldSatisfyAllConditions(till => till.Version.ShouldBe(50), till => till.Data.SaleCount.ShouldBe(50));
        await HashChain.MustHoldAsync(fixture.Database, _tenant);
    }

    [Fact]
    public async Task What_builds_on_an_append_that_was_refused_is_refused_even_where_the_version_fits()
    {
        await Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1, 2)));
        var lineage = new Lineage();

        (await Store.AppendAsync(Append(_tenant, Sales("tills/a", 1, 3)) with { Lineages = [lineage] })).ShouldBe(new AppendResult.VersionConflict("tills/a"));
        (await Store.AppendAsync(Append(_tenant, Sales("tills/a", 2, 4)) with { Lineages = [lineage] })).ShouldBe(new AppendResult.VersionConflict("tills/a"), "version 2 is not the one that it was decided on");
        (await Store.AppendAsync(Append(_tenant, Sales("tills/a", 2, 4)) with { Lineages = [new Lineage()] })).ShouldBe(new AppendResult.Committed(3));
    }

    [Fact]
    public async Task A_repeated_request_takes_down_what_was_decided_on_it_and_nothing_else()
    {
        var request = new RequestRecord("clients/pos", Guid.NewGuid(), "Sell", new byte[] { 1 }, new byte[] { 2 });
        await Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)) with { Request = request });
        await using var held = await HeldWorkspace.HoldAsync(fixture, _tenant);
        var lineage = new Lineage();
        var repeat = Store.AppendAsync(Append(_tenant, Sales("tills/a", 1, 1)) with { Request = request, Lineages = [lineage] });
        var upon = Store.AppendAsync(Append(_tenant, Sales("tills/a", 2, 2)) with { Lineages = [lineage] });
        var beside = Store.AppendAsync(Append(_tenant, Sales("tills/b", 0, 3)));
        await held.ReleaseAsync();

        (await repeat).ShouldBe(new AppendResult.RequestAlreadyHandled());
        (await upon).ShouldBe(new AppendResult.VersionConflict("tills/a"));
        (await beside).ShouldBe(new AppendResult.Committed(2));
    }

    [Fact]
    public async Task What_cannot_be_stored_fails_alone()
    {
        await using var held = await HeldWorkspace.HoldAsync(fixture, _tenant);
        var lineage = new Lineage();
        var before = Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));

        // Documents are written down when they are committed, so that this is noticed in the middle of the batch.
        var bad = Store.AppendAsync(Append(_tenant, Sales("tills/b", 0, 1)) with { Documents = [new DocumentWrite("tills/b", new Till { DisplayName = "\0" }, 1)], Lineages = [lineage] });
        var upon = Store.AppendAsync(Append(_tenant, Sales("tills/b", 1, 1)) with { Lineages = [lineage] });
        var after = Store.AppendAsync(Append(_tenant, Sales("tills/c", 0, 1)));
        await held.ReleaseAsync();

        (await before).ShouldBe(new AppendResult.Committed(1));
        await Should.ThrowAsync<UnstorableTextException>(bad);
        (await upon).ShouldBe(new AppendResult.VersionConflict("tills/b"));
        (await after).ShouldBe(new AppendResult.Committed(2));
    }

    [Fact]
    public async Task A_cancelled_append_is_dropped_until_a_commit_has_taken_it_up_and_stored_afterwards()
    {
        await using var held = await HeldWorkspace.HoldAsync(fixture, _tenant);
        using var early = new CancellationTokenSource();
        using var late = new CancellationTokenSource();
        var taken = Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)), late.Token);
        await held.UntilSomebodyWaitsAsync();
        var lineage = new Lineage();
        var waiting = Store.AppendAsync(Append(_tenant, Sales("tills/b", 0, 1)) with { Lineages = [lineage] }, early.Token);
        var upon = Store.AppendAsync(Append(_tenant, Sales("tills/b", 1, 1)) with { Lineages = [lineage] });
        await late.CancelAsync();
        await early.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
        taken.IsCompleted.ShouldBeFalse();
        await held.ReleaseAsync();
        (await taken).ShouldBe(new AppendResult.Committed(1));
        (await upon).ShouldBe(new AppendResult.VersionConflict("tills/b"));
        (await Store.ReadStreamAsync(_tenant, "tills/b", new StreamQuery(1))).Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_full_queue_refuses_more_and_takes_it_when_it_has_emptied()
    {
        const int most = 16 * 1024;
        await using var held = await HeldWorkspace.HoldAsync(fixture, _tenant);
        var appends = Enumerable.Range(0, most).Select(i => Store.AppendAsync(Append(_tenant) with { Documents = [new DocumentWrite($"tills/{i}", new Till(), 0)] })).ToArray();

        await Should.ThrowAsync<StoreBusyException>(Store.AppendAsync(Append(_tenant, Sales("tills/late", 0, 1))));
        await Should.ThrowAsync<StoreBusyException>(Store.AppendAsync(Append($"{_tenant}-other", Sales("tills/late", 0, 1))), "memory is bounded for all workspaces together");
        await held.ReleaseAsync();
        await Task.WhenAll(appends);

        (await Store.AppendAsync(Append(_tenant, Sales("tills/late", 0, 1)))).ShouldBe(new AppendResult.Committed(1));
    }

    [Fact]
    public async Task A_workspace_that_is_held_delays_none_of_those_that_were_to_be_committed_with_it()
    {
        var others = Enumerable.Range(0, 40).Select(i => $"{_tenant}-{i:00}").ToArray();
        await using var held = await HeldWorkspace.HoldAsync(fixture, others[20]);
        for (var round = 0; round < 5; round++)
        {
            var appends = others.Select(tenant => (tenant, Append: Store.AppendAsync(Append(tenant, Sales($"tills/{round}", 0, 1))))).ToArray();
            foreach (var (tenant, append) in appends.Where(each => each.tenant != others[20]))
                (await append).ShouldBe(new AppendResult.Committed(round + 1));
            appends[20].Append.IsCompleted.ShouldBeFalse();
        }

        await held.ReleaseAsync();
        (await Store.AppendAsync(Append(others[20], Sales("tills/last", 0, 1)))).ShouldBe(new AppendResult.Committed(6), "what was waiting came first");
    }

    [Fact]
    public async Task Two_nodes_that_write_one_workspace_lose_nothing_and_leave_no_gap()
    {
        await using var database = PostgresEventStore.OpenDatabase(fixture.ConnectionString);
        PostgresEventStore[] nodes = [Store, new PostgresEventStore(database, Types)];
        var committed = await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            var stored = 0;
            for (var version = 0L; stored < 40;)
            {
                if (await nodes[writer % 2].AppendAsync(Append(_tenant, Sales("tills/hot", version, writer))) is AppendResult.Committed)
                    stored++;
                version = (await Store.LoadAsync<Till>(_tenant, "tills/hot", [])).Version;
            }

            return stored;
        }));

        (await fixture.QueryAsync<long>($"select seq_id from mt_events where tenant_id = '{_tenant}' order by seq_id")).ShouldBe(Enumerable.Range(1, committed.Sum()).Select(position => (long)position));
        (await fixture.QueryAsync<long>($"select version from mt_events where tenant_id = '{_tenant}' order by seq_id")).ShouldBe(Enumerable.Range(1, committed.Sum()).Select(version => (long)version));
        await HashChain.MustHoldAsync(fixture.Database, _tenant);
    }

    /// <summary>Another transaction that has a workspace's row.</summary>
    private sealed class HeldWorkspace(StoreFixture fixture, NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public static async Task<HeldWorkspace> HoldAsync(StoreFixture fixture, string tenant)
        {
            var connection = await fixture.Database.OpenConnectionAsync();
            await using (var make = new NpgsqlCommand($"insert into ops_workspaces (tenant_id, last_seq_id) values ('{tenant}', 0) on conflict do nothing", connection))
                await make.ExecuteNonQueryAsync();
            var transaction = await connection.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand($"select from ops_workspaces where tenant_id = '{tenant}' for update", connection);
            await hold.ExecuteNonQueryAsync();
            return new HeldWorkspace(fixture, connection, transaction);
        }

        public async Task UntilSomebodyWaitsAsync()
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while ((await fixture.QueryAsync<int>("select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).Count == 0)
                limit.Token.ThrowIfCancellationRequested();
        }

        public Task ReleaseAsync() => transaction.RollbackAsync();

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
