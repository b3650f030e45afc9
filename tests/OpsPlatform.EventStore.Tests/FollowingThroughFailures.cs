using Npgsql;
using OpsPlatform.Testing;
using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

/// <summary>What made other event stores lose or stall events. Nothing here is left to chance: each failure is brought about, and waited for.</summary>
public sealed class FollowingThroughFailures(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private readonly string _tenant = $"tenant-{Guid.NewGuid():n}";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_batch_that_is_held_open_delays_no_other_workspace_and_is_overtaken_by_none_in_its_own(bool commits)
    {
        await using var node = await FeedNode.StartAsync(fixture.ConnectionString);
        await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        await using var follower = node.Follow(_tenant);
        await follower.NextAsync();
        follower.Ask();

        await using var holder = await fixture.Database.OpenConnectionAsync();
        await using var held = await holder.BeginTransactionAsync();
        await ExecuteAsync(holder, $"""
            update mt_streams set version = 2 where tenant_id = '{_tenant}' and id = 'tills/a';
            update ops_workspaces set last_seq_id = 2 where tenant_id = '{_tenant}';
            insert into mt_events (tenant_id, seq_id, id, stream_id, version, type, data, wire)
                select tenant_id, 2, gen_random_uuid(), stream_id, 2, type, data, wire from mt_events where tenant_id = '{_tenant}' and seq_id = 1;
            """);
        var waiting = Enumerable.Range(0, 30).Select(till => node.Store.AppendAsync(Append(_tenant, Sales($"tills/waiting-{till}", 0, 1)))).ToArray();
        string[] others = [.. Enumerable.Range(0, 10).Select(other => $"{_tenant}-{other}")];
        await using var otherFollower = node.Follow(others[0]);
        for (var commit = 0; commit < 1000; commit++)
            await node.Store.AppendAsync(Append(others[commit % others.Length], Sales($"tills/{commit}", 0, 1)));

        await otherFollower.TakeAsync(100);
        otherFollower.Positions.ShouldBe(Enumerable.Range(1, 100).Select(position => (long)position));
        (follower.Asked.IsCompleted, waiting.Any(append => append.IsCompleted)).ShouldBe((false, false));

        await (commits ? held.CommitAsync() : held.RollbackAsync());
        await Task.WhenAll(waiting);
        var total = commits ? 32 : 31;
        await follower.TakeAsync(total);
        follower.Positions.ShouldBe(Enumerable.Range(1, total).Select(position => (long)position));
        follower.Taken.Count(stored => stored.Stream == "tills/a").ShouldBe(commits ? 2 : 1);
    }

    [Fact]
    public async Task A_connection_that_dies_in_its_commit_leaves_no_gap()
    {
        await using var node = await FeedNode.StartAsync(fixture.ConnectionString);
        await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        await using var follower = node.Follow(_tenant);
        await follower.NextAsync();
        follower.Ask();

        // The trigger runs when the transaction commits, and waits there for a lock that the test holds.
        await using var blocker = await fixture.Database.OpenConnectionAsync();
        await ExecuteAsync(blocker, $"""
            create function wait_in_commit() returns trigger language plpgsql as 'begin perform pg_advisory_xact_lock(1); return null; end';
            create constraint trigger wait_in_commit after insert on mt_events deferrable initially deferred for each row when (new.tenant_id = '{_tenant}') execute function wait_in_commit();
            select pg_advisory_lock(1);
            """);
        var append = node.Store.AppendAsync(Append(_tenant, Sales("tills/a", 1, 2)));
        await fixture.UntilAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
        await Should.ThrowAsync<OutcomeUnknownException>(append);
        await ExecuteAsync(blocker, "drop trigger wait_in_commit on mt_events; drop function wait_in_commit; select pg_advisory_unlock(1)");

        follower.Asked.IsCompleted.ShouldBeFalse();
        (await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", 1, 3)))).ShouldBe(new AppendResult.Committed(2));
        (await follower.NextAsync()).ShouldHaveSingleItem().Position.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_committed_though_its_writer_was_not_told_is_found_by_looking()
    {
        var address = new NpgsqlConnectionStringBuilder(fixture.ConnectionString);
        await using var proxy = new ReplyCuttingProxy(address.Host!, address.Port);
        address.Port = proxy.Port;
        await using var cut = PostgresEventStore.OpenDatabase(address.ConnectionString);
        var writer = new PostgresEventStore(cut, Types);
        await writer.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        await using var node = await FeedNode.StartAsync(fixture.ConnectionString);
        await using var follower = node.Follow(_tenant);
        await follower.NextAsync();
        follower.Ask();

        proxy.CutNext(ReplyCuttingProxy.Cut.Reply);
        await Should.ThrowAsync<OutcomeUnknownException>(writer.AppendAsync(Append(_tenant, Sales("tills/b", 0, 1))));
        await fixture.UntilAsync($"select count(*) = 2 from mt_events where tenant_id = '{_tenant}'");

        follower.Asked.IsCompleted.ShouldBeFalse();
        node.Clock.Advance(TimeSpan.FromSeconds(1));
        (await follower.NextAsync()).ShouldHaveSingleItem().Position.ShouldBe(2);
    }

    [Fact]
    public async Task A_commit_that_is_announced_to_nobody_is_found_by_looking_each_time()
    {
        await fixture.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        await using var node = await FeedNode.StartAsync(fixture.ConnectionString);
        await using var follower = node.Follow(_tenant);
        await follower.NextAsync();
        for (var version = 1; version < 6; version++)
        {
            follower.Ask();

            // A store without a feed stands for a node that dies between its commit and the announcement.
            await fixture.Store.AppendAsync(Append(_tenant, Sales("tills/a", version, 1)));
            follower.Asked.IsCompleted.ShouldBe(false, "nothing has told of it");
            node.Clock.Advance(TimeSpan.FromSeconds(1));
            (await follower.NextAsync()).ShouldHaveSingleItem().Position.ShouldBe(version + 1);
        }
    }

    [Fact]
    public async Task A_listener_that_is_killed_looks_as_soon_as_it_is_back_and_hears_again()
    {
        var losses = 0;
        await using var node = await FeedNode.StartAsync(fixture.ConnectionString, new EventFeedOptions { OnDisconnected = _ => losses++ });
        await using var writer = await FeedNode.StartAsync(fixture.ConnectionString);
        await fixture.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        await using var follower = node.Follow(_tenant);
        await follower.NextAsync();
        follower.Ask();
        await fixture.Store.AppendAsync(Append(_tenant, Sales("tills/a", 1, 1)));
        follower.Asked.IsCompleted.ShouldBeFalse();

        (await fixture.QueryAsync<bool>("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'ops listener'")).Count.ShouldBe(2);
        (await follower.NextAsync()).ShouldHaveSingleItem().Position.ShouldBe(2);
        losses.ShouldBe(1);

        follower.Ask();
        await writer.Store.AppendAsync(Append(_tenant, Sales("tills/a", 2, 1)));
        (await follower.NextAsync()).ShouldHaveSingleItem().Position.ShouldBe(3);
    }

    [Fact]
    public async Task An_announcer_that_is_killed_announces_what_it_owes_when_it_is_back()
    {
        await using var node = await FeedNode.StartAsync(fixture.ConnectionString);
        await using var follower = node.Follow(_tenant);
        follower.Ask();
        await using (var writer = await FeedNode.StartAsync(fixture.ConnectionString))
        {
            await fixture.UntilAsync("select count(*) = 2 from pg_stat_activity where datname = current_database() and application_name = 'ops announcer'");
            await fixture.QueryAsync<bool>("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'ops announcer'");
            await writer.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
            (await follower.NextAsync()).ShouldHaveSingleItem().Position.ShouldBe(1);
        }
    }

    [Fact]
    public async Task When_the_database_stops_followers_are_told_and_go_on_later_where_they_were()
    {
        await using var server = new PostgresServer();
        var address = await server.StartAsync();
        await using (var database = PostgresEventStore.OpenDatabase(address))
            await new PostgresEventStore(database, Types).MigrateAsync();
        await using var node = await FeedNode.StartAsync(address);
        await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        await using var follower = node.Follow(_tenant);
        await follower.NextAsync();
        follower.Ask();

        await server.StopAsync();
        node.Feed.Committed(_tenant, 2);
        await Should.ThrowAsync<StoreUnavailableException>(follower.Asked.WaitAsync(Follower.Patience));

        await server.StartAsync();
        await using var again = node.Follow(_tenant, after: 1);
        again.Ask();
        await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", 1, 1)));
        (await again.NextAsync()).ShouldHaveSingleItem().Position.ShouldBe(2);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
