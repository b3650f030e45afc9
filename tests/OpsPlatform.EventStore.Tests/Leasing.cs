using Microsoft.Extensions.Time.Testing;
using Npgsql;
using OpsPlatform.Testing;
using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

public sealed class Leasing(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const string Sessions = "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'ops leases'";

    private const string Held = "select pid from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())";

    private static readonly TimeSpan OneTurn = TimeSpan.FromSeconds(1);

    private readonly string _name = $"work-{Guid.NewGuid():n}";

    [Fact]
    public async Task One_node_holds_and_the_next_takes_what_is_given_back()
    {
        await using var first = new Node(fixture, "first");
        await using var second = new Node(fixture, "second");
        var held = await first.AcquireAsync(_name);
        var waiting = second.AcquireAsync(_name);
        await second.TurnAsync();
        (waiting.IsCompleted, held.Lost.IsCancellationRequested).ShouldBe((false, false));
        (await fixture.QueryAsync<string>($"select holder from ops_leases where name = '{_name}'")).ShouldBe(["first"]);

        await held.DisposeAsync();
        second.Clock.Advance(OneTurn);
        await using var taken = await waiting.WaitAsync(Follower.Patience);

        taken.Fence.ShouldBe(held.Fence + 1);
        (await fixture.QueryAsync<string>($"select holder from ops_leases where name = '{_name}'")).ShouldBe(["second"]);
    }

    [Fact]
    public async Task Within_a_node_a_lease_passes_on_too_and_other_names_do_not_wait()
    {
        await using var node = new Node(fixture, "node");
        var held = await node.AcquireAsync(_name);
        var waiting = node.AcquireAsync(_name);
        await using var other = await node.AcquireAsync($"{_name}-other");
        waiting.IsCompleted.ShouldBeFalse();

        await held.DisposeAsync();
        await using var taken = await waiting.WaitAsync(Follower.Patience);
        await held.DisposeAsync();

        (taken.Fence, taken.Lost.IsCancellationRequested).ShouldBe((held.Fence + 1, false));
        (await fixture.QueryAsync<long>(Sessions)).ShouldBe([1], "all leases of a node are held by one session");
    }

    [Fact]
    public async Task A_holder_whose_session_ends_learns_of_it_and_another_node_holds()
    {
        var told = new TaskCompletionSource();
        await using var first = new Node(fixture, "first", _ => told.SetResult());
        await using var second = new Node(fixture, "second");
        await using var held = await first.AcquireAsync(_name);
        var waiting = second.AcquireAsync(_name);
        await second.TurnAsync();
        var lost = new TaskCompletionSource();
        await using var telling = held.Lost.Register(lost.SetResult);

        await fixture.QueryAsync<bool>($"select pg_terminate_backend(pid) from ({Held}) held");
        await lost.Task.WaitAsync(Follower.Patience);
        await fixture.UntilAsync($"select not exists ({Held})");
        second.Clock.Advance(OneTurn);
        await using var taken = await waiting.WaitAsync(Follower.Patience);

        await told.Task.WaitAsync(Follower.Patience);
        taken.Fence.ShouldBe(held.Fence + 1);
        var again = first.AcquireAsync(_name);
        await first.TurnAsync();
        again.IsCompleted.ShouldBeFalse();
        await taken.DisposeAsync();
        first.Clock.Advance(OneTurn);
        await (await again.WaitAsync(Follower.Patience)).DisposeAsync();
    }

    [Fact]
    public async Task A_holder_that_cannot_ask_the_database_any_more_gives_up()
    {
        await using var server = new PostgresServer();
        await using var database = PostgresEventStore.OpenDatabase(await server.StartAsync());
        await new PostgresEventStore(database, Types).MigrateAsync();
        using var stop = new CancellationTokenSource();
        var leases = new Leases(database, new LeaseOptions(), TimeProvider.System);
        var running = leases.RunAsync(stop.Token);
        await using var held = await leases.AcquireAsync(_name, default).WaitAsync(Follower.Patience);
        var lost = new TaskCompletionSource();
        await using var telling = held.Lost.Register(lost.SetResult);

        // Suspended, it closes no connection and answers nothing, like a machine that is cut off.
        await server.SuspendAsync();
        try
        {
            await lost.Task.WaitAsync(TimeSpan.FromSeconds(10));
        }
        finally
        {
            await server.ResumeAsync();
        }

        await stop.CancelAsync();
        await running.WaitAsync(Follower.Patience);
    }

    [Fact]
    public async Task A_deposed_holders_late_write_is_refused()
    {
        await using var first = new Node(fixture, "first");
        await using var second = new Node(fixture, "second");
        var deposed = await first.AcquireAsync(_name);
        (await WriteAsync(deposed)).ShouldBe("written");
        await deposed.DisposeAsync();
        await using var holder = await second.AcquireAsync(_name);

        (await WriteAsync(deposed)).ShouldBe(Lease.PassedOn);
        (await WriteAsync(holder)).ShouldBe("written");
    }

    [Fact]
    public async Task A_lease_does_not_pass_on_in_the_middle_of_a_guarded_transaction()
    {
        await using var first = new Node(fixture, "first");
        await using var second = new Node(fixture, "second");
        var held = await first.AcquireAsync(_name);
        await using var connection = await fixture.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { held.Guard() } })
            await batch.ExecuteNonQueryAsync();
        await held.DisposeAsync();
        var waiting = second.AcquireAsync(_name);
        await second.TurnAsync();
        waiting.IsCompleted.ShouldBeFalse();

        await transaction.CommitAsync();
        second.Clock.Advance(OneTurn);
        await using var taken = await waiting.WaitAsync(Follower.Patience);
        taken.Fence.ShouldBe(held.Fence + 1);
    }

    [Fact]
    public async Task Who_leaves_while_waiting_holds_nothing()
    {
        await using var first = new Node(fixture, "first");
        await using var second = new Node(fixture, "second");
        var held = await first.AcquireAsync(_name);
        using var leave = new CancellationTokenSource();
        var waiting = second.Leases.AcquireAsync(_name, leave.Token);
        await second.TurnAsync();
        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);

        await held.DisposeAsync();
        second.Clock.Advance(OneTurn);
        await second.TurnAsync();
        await using var again = await first.AcquireAsync(_name);
        again.Fence.ShouldBeGreaterThan(held.Fence);
    }

    [Fact]
    public async Task A_node_that_stops_gives_its_leases_back()
    {
        var first = new Node(fixture, "first");
        await using var second = new Node(fixture, "second");
        var held = await first.AcquireAsync(_name);
        await first.DisposeAsync();

        held.Lost.IsCancellationRequested.ShouldBeTrue();
        await fixture.UntilAsync($"select not exists ({Held})");
        await using var taken = await second.AcquireAsync(_name);
        taken.Fence.ShouldBe(held.Fence + 1);
        await held.DisposeAsync();
    }

    [Fact]
    public async Task A_holder_that_vanishes_without_closing_its_connection_is_noticed_within_three_seconds()
    {
        await using var session = await OwnSession.OpenAsync(fixture.Database, "ops leases", LeaseSession.Settings, default);
        foreach (var (setting, value) in new[] { ("tcp_keepalives_idle", "1"), ("tcp_keepalives_interval", "1"), ("tcp_keepalives_count", "2"), ("tcp_user_timeout", "3000") })
        {
            await using var show = new NpgsqlCommand($"show {setting}", session);
            (await show.ExecuteScalarAsync()).ShouldBe(value, setting);
        }
    }

    private async Task<string> WriteAsync(Lease lease)
    {
        await using var connection = await fixture.Database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { lease.Guard(), new NpgsqlBatchCommand($"select '{_name}'") } };
        try
        {
            await batch.ExecuteNonQueryAsync();
            return "written";
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
    }

    private sealed class Node : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public Node(StoreFixture fixture, string holder, Action<Exception>? onDisconnected = null)
        {
            Leases = new Leases(fixture.Database, new LeaseOptions { Holder = holder, OnDisconnected = onDisconnected }, Clock);
            _running = Leases.RunAsync(_stop.Token);
        }

        public FakeTimeProvider Clock { get; } = new();

        public Leases Leases { get; }

        public Task<Lease> AcquireAsync(string name) => Leases.AcquireAsync(name, default).WaitAsync(Follower.Patience);

        /// <summary>Returns when the node has tried whatever it could.</summary>
        public async Task TurnAsync()
        {
            for (var turn = 0; turn < 2; turn++)
                await (await AcquireAsync($"turn-{Guid.NewGuid():n}")).DisposeAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running.WaitAsync(Follower.Patience);
            _stop.Dispose();
        }
    }
}
