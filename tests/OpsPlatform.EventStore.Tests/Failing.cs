using Npgsql;
using OpsPlatform.EventStore.Tests.V1;
using OpsPlatform.Testing;
using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

public sealed class Failing(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private readonly string _tenant = $"tenant-{Guid.NewGuid():n}";

    [Theory]
    [InlineData(ReplyCuttingProxy.Cut.Reply, true)]
    [InlineData(ReplyCuttingProxy.Cut.Request, false)]
    public async Task When_the_connection_breaks_during_an_append_only_asking_again_tells(object cut, bool stored)
    {
        var address = new NpgsqlConnectionStringBuilder(fixture.ConnectionString);
        await using var proxy = new ReplyCuttingProxy(address.Host!, address.Port);
        address.Port = proxy.Port;
        await using var database = PostgresEventStore.OpenDatabase(address.ConnectionString);
        var store = new PostgresEventStore(database, Types);
        var append = Append(_tenant, Sales("tills/a", 0, 1)) with { Request = NextRequest() };

        // An append of the same shape has prepared the statements, so that the next request is the append itself.
        await store.AppendAsync(Append(_tenant, Sales("tills/b", 0, 1)) with { Request = NextRequest() });
        proxy.CutNext((ReplyCuttingProxy.Cut)cut);
        await Should.ThrowAsync<OutcomeUnknownException>(store.AppendAsync(append));

        (await store.FindRequestAsync(_tenant, "clients/pos", append.Request.RequestId) is not null).ShouldBe(stored);
        (await store.AppendAsync(append)).ShouldBe(stored ? new AppendResult.RequestAlreadyHandled() : new AppendResult.Committed(2));
        (await fixture.QueryAsync<long>($"select count(*) from mt_events where tenant_id = '{_tenant}' and stream_id = 'tills/a'")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_session_that_is_ended_before_its_statements_are_done_has_stored_nothing()
    {
        await fixture.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        await using var blocker = await fixture.Database.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand($"select from ops_workspaces where tenant_id = '{_tenant}' for update", blocker);
        await hold.ExecuteNonQueryAsync();

        var append = fixture.Store.AppendAsync(Append(_tenant, Sales("tills/a", 1, 2)));
        await TerminateWaitingBackendAsync();

        await Should.ThrowAsync<StoreUnavailableException>(append);
        await transaction.RollbackAsync();
        (await fixture.Store.AppendAsync(Append(_tenant, Sales("tills/a", 1, 2)))).ShouldBe(new AppendResult.Committed(2));
    }

    [Fact]
    public async Task A_session_that_is_ended_in_its_commit_leaves_the_outcome_open()
    {
        // The trigger runs when the transaction commits, and waits there for a lock that the test holds.
        await using var blocker = await fixture.Database.OpenConnectionAsync();
        await using var prepare = new NpgsqlCommand(
            $"""
            create function wait_in_commit() returns trigger language plpgsql as 'begin perform pg_advisory_xact_lock(1); return null; end';
            create constraint trigger wait_in_commit after insert on mt_events deferrable initially deferred for each row when (new.tenant_id = '{_tenant}') execute function wait_in_commit();
            select pg_advisory_lock(1);
            """,
            blocker);
        await prepare.ExecuteNonQueryAsync();

        var append = fixture.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        await TerminateWaitingBackendAsync();
        await Should.ThrowAsync<OutcomeUnknownException>(append);

        await using var release = new NpgsqlCommand("select pg_advisory_unlock(1)", blocker);
        await release.ExecuteNonQueryAsync();
        (await fixture.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)))).ShouldBe(new AppendResult.Committed(1), "the position was not lost");
    }

    [Fact]
    public async Task A_stopped_database_is_unavailable_and_serves_again_when_it_is_back()
    {
        await using var server = new PostgresServer();
        await using var database = PostgresEventStore.OpenDatabase(await server.StartAsync());
        var store = new PostgresEventStore(database, Types);
        await store.MigrateAsync();
        await store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));

        await server.StopAsync();
        await Should.ThrowAsync<StoreUnavailableException>(store.AppendAsync(Append(_tenant, Sales("tills/a", 1, 2))));
        await Should.ThrowAsync<StoreUnavailableException>(store.LoadAsync<Till>(_tenant, "tills/a", []));
        await Should.ThrowAsync<StoreUnavailableException>(store.MigrateAsync());
        await server.StartAsync();
        (await store.AppendAsync(Append(_tenant, Sales("tills/a", 1, 2)))).ShouldBe(new AppendResult.Committed(2));

        server.Kill();
        await Should.ThrowAsync<StoreUnavailableException>(store.ListDocumentsAsync<Till>(_tenant, new DocumentQuery(1)));
        await server.StartAsync();
        (await store.ReadStreamAsync(_tenant, "tills/a", new StreamQuery(10))).Events.Count.ShouldBe(2, "what was acknowledged survives a crash");
    }

    [Fact]
    public async Task A_database_without_a_free_connection_is_unavailable()
    {
        await using var role = fixture.Database.CreateCommand("create role one_at_a_time login password 'one' connection limit 1");
        await role.ExecuteNonQueryAsync();
        var address = new NpgsqlConnectionStringBuilder(fixture.ConnectionString) { Username = "one_at_a_time", Password = "one", Pooling = false };
        await using var database = PostgresEventStore.OpenDatabase(address.ConnectionString);
        await using (await database.OpenConnectionAsync())
            await Should.ThrowAsync<StoreUnavailableException>(new PostgresEventStore(database, Types).AppendAsync(Append(_tenant, Sales("tills/a", 0, 1))));
        await using var drop = fixture.Database.CreateCommand("drop role one_at_a_time");
        await drop.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task A_call_that_was_cancelled_before_it_began_stores_nothing()
    {
        await Should.ThrowAsync<OperationCanceledException>(fixture.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)), new CancellationToken(canceled: true)));

        (await fixture.Store.ReadStreamAsync(_tenant, "tills/a", new StreamQuery(1))).Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_append_that_hangs_in_one_workspace_delays_no_other()
    {
        await fixture.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        await using var blocker = await fixture.Database.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand($"select from ops_workspaces where tenant_id = '{_tenant}' for update", blocker);
        await hold.ExecuteNonQueryAsync();
        var hanging = fixture.Store.AppendAsync(Append(_tenant, Sales("tills/a", 1, 2)));

        for (var i = 0; i < 1000; i++)
            (await fixture.Store.AppendAsync(Append(_tenant + "-other", Sales($"tills/{i}", 0, 1)))).ShouldBe(new AppendResult.Committed(i + 1));

        hanging.IsCompleted.ShouldBeFalse();
        await transaction.RollbackAsync();
        (await hanging).ShouldBe(new AppendResult.Committed(2));
    }

    private static RequestRecord NextRequest() => new("clients/pos", Guid.NewGuid(), "Sell", new byte[] { 1 }, new byte[] { 2 });

    /// <summary>Asks until a session of this database waits for a lock, and ends that session.</summary>
    private async Task TerminateWaitingBackendAsync()
    {
        const string sql = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await fixture.QueryAsync<bool>(sql)).Count == 0)
            limit.Token.ThrowIfCancellationRequested();
    }
}
