using OpsPlatform.EventStore.Tests.V1;
using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

public sealed class Following(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private readonly string _tenant = $"tenant-{Guid.NewGuid():n}";

    [Fact]
    public async Task A_page_of_a_workspace_has_its_events_in_the_order_of_their_positions()
    {
        await fixture.Store.AppendAsync(Append(_tenant, Sales("tills/b", 0, 1, 2), Sales("tills/a", 0, 3)));
        await fixture.Store.AppendAsync(Append(_tenant, Sales("tills/a", 1, 4)));
        await fixture.Store.AppendAsync(Append($"{_tenant}-other", Sales("tills/a", 0, 5)));

        var events = await fixture.Store.ReadWorkspaceAsync(_tenant, 1, 2);

        events.Select(stored => (stored.Position, stored.Stream, ((SaleMade)stored.Data).AmountMicros)).ShouldBe([(2, "tills/b", 2), (3, "tills/a", 3)]);
        (await fixture.Store.ReadWorkspaceAsync(_tenant, 3, 10)).ShouldHaveSingleItem().Version.ShouldBe(2);
        (await fixture.Store.ReadWorkspaceAsync(_tenant, 4, 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_of_large_events_is_cut_and_the_next_goes_on()
    {
        var large = Enumerable.Range(0, 10).Select(_ => new TillOpened { DisplayName = new string('x', 400_000) }).ToArray();
        await fixture.Store.AppendAsync(Append(_tenant, Events("tills/a", 0, large)));

        (await fixture.Store.ReadWorkspaceAsync(_tenant, 0, 10)).Select(stored => stored.Position).ShouldBe([1, 2, 3]);
        await using var node = await FeedNode.StartAsync(fixture.ConnectionString);
        await using var follower = node.Follow(_tenant);
        await follower.TakeAsync(10);
        follower.Positions.ShouldBe(Enumerable.Range(1, 10).Select(position => (long)position));
        node.Feed.Metrics.OwnReads.ShouldBeInRange(4, 5);
    }

    [Fact]
    public async Task A_follower_catches_up_and_then_gets_each_commit()
    {
        await using var node = await FeedNode.StartAsync(fixture.ConnectionString);
        for (var version = 0; version < 2500; version += 500)
            await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", version, new long[500])));
        await using var follower = node.Follow(_tenant, after: 10);

        await follower.TakeAsync(2490);
        for (var version = 2500; version < 2600; version++)
        {
            await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", version, 1)));
            (await follower.NextAsync()).ShouldHaveSingleItem().Position.ShouldBe(version + 1);
        }

        follower.Positions.ShouldBe(Enumerable.Range(11, 2590).Select(position => (long)position));
    }

    [Fact]
    public async Task Two_nodes_that_write_one_workspace_show_it_to_their_followers_in_one_order()
    {
        await using var first = await FeedNode.StartAsync(fixture.ConnectionString);
        await using var second = await FeedNode.StartAsync(fixture.ConnectionString);
        await using var atFirst = first.Follow(_tenant);
        await using var atSecond = second.Follow(_tenant);

        var taking = Task.WhenAll(atFirst.TakeAsync(400), atSecond.TakeAsync(400));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var version = 0; version < 50; version++)
                await (writer % 2 == 0 ? first : second).Store.AppendAsync(Append(_tenant, Sales($"tills/{writer}", version, writer)));
        }));
        await taking;

        atFirst.Positions.ShouldBe(Enumerable.Range(1, 400).Select(position => (long)position));
        atSecond.Taken.Select(stored => (stored.Position, stored.Id)).ShouldBe(atFirst.Taken.Select(stored => (stored.Position, stored.Id)));
    }

    [Fact]
    public async Task What_many_followers_wait_for_is_read_once()
    {
        await using var node = await FeedNode.StartAsync(fixture.ConnectionString);
        await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        var followers = Enumerable.Range(0, 200).Select(_ => node.Follow(_tenant)).ToArray();
        foreach (var follower in followers)
            await follower.NextAsync();
        var ownReads = node.Feed.Metrics.OwnReads;

        for (var version = 1; version <= 20; version++)
        {
            Array.ForEach(followers, follower => follower.Ask());
            await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", version, 1)));
            foreach (var follower in followers)
                (await follower.NextAsync()).ShouldHaveSingleItem().Position.ShouldBe(version + 1);
        }

        (node.Feed.Metrics.SharedReads, node.Feed.Metrics.OwnReads).ShouldBe((20, ownReads));
        foreach (var follower in followers)
            await follower.DisposeAsync();
    }

    [Fact]
    public async Task A_follower_that_does_not_keep_up_costs_no_memory_and_misses_nothing()
    {
        const int kept = 30_000;
        await using var node = await FeedNode.StartAsync(fixture.ConnectionString, new EventFeedOptions { MostSharedBytes = kept });
        await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        await using var fast = node.Follow(_tenant);
        await using var slow = node.Follow(_tenant);
        await Task.WhenAll(fast.TakeAsync(1), slow.TakeAsync(1));

        for (var version = 1; version < 600; version++)
        {
            fast.Ask();
            await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", version, 1)));
            await fast.NextAsync();
            node.Feed.SharedBytes.ShouldBeInRange(1, kept);
        }

        var ownReads = node.Feed.Metrics.OwnReads;
        await slow.TakeAsync(600);
        slow.Positions.ShouldBe(Enumerable.Range(1, 600).Select(position => (long)position));
        node.Feed.Metrics.OwnReads.ShouldBeGreaterThan(ownReads, "what had to make room is read from the database");
    }

    [Fact]
    public async Task One_that_lags_a_little_is_served_from_what_is_shared()
    {
        await using var node = await FeedNode.StartAsync(fixture.ConnectionString);
        await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        await using var fast = node.Follow(_tenant);
        await using var slow = node.Follow(_tenant);
        await Task.WhenAll(fast.TakeAsync(1), slow.TakeAsync(1));
        var ownReads = node.Feed.Metrics.OwnReads;

        for (var version = 1; version <= 50; version++)
        {
            fast.Ask();
            await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", version, 1)));
            await fast.NextAsync();
        }

        (await slow.NextAsync()).Select(stored => stored.Position).ShouldBe(Enumerable.Range(2, 50).Select(position => (long)position));
        node.Feed.Metrics.OwnReads.ShouldBe(ownReads);
    }

    [Fact]
    public async Task A_position_that_the_workspace_has_not_reached_is_waited_for_and_hinders_nobody()
    {
        await using var node = await FeedNode.StartAsync(fixture.ConnectionString);
        await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        await using var follower = node.Follow(_tenant);
        await using var ahead = node.Follow(_tenant, after: 4);
        await follower.NextAsync();
        ahead.Ask();

        for (var version = 1; version < 6; version++)
        {
            follower.Ask();
            await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", version, 1)));
            await follower.NextAsync();
        }

        await Task.WhenAll(follower.TakeAsync(6), ahead.TakeAsync(2));
        follower.Positions.ShouldBe([1, 2, 3, 4, 5, 6]);
        ahead.Positions.ShouldBe([5, 6]);
    }

    [Fact]
    public async Task Who_stops_following_leaves_nothing_behind()
    {
        var node = await FeedNode.StartAsync(fixture.ConnectionString);
        await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        var followers = Enumerable.Range(0, 50).Select(_ => node.Follow(_tenant)).ToArray();
        foreach (var follower in followers)
        {
            await follower.NextAsync();
            follower.Ask();
        }

        await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", 1, 1)));
        await Task.WhenAll(followers.Select(follower => follower.NextAsync()));
        (node.Feed.FollowedWorkspaces, node.Feed.SharedBytes > 0).ShouldBe((1, true));

        foreach (var follower in followers)
        {
            follower.Ask();
            await follower.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(follower.Asked);
            await follower.DisposeAsync();
        }

        (node.Feed.FollowedWorkspaces, node.Feed.SharedBytes).ShouldBe((0, 0));
        var reads = node.Feed.Metrics.SharedReads;
        await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", 2, 1)));
        node.Feed.Metrics.SharedReads.ShouldBe(reads, "nobody follows");
        await node.DisposeAsync();
        await fixture.UntilAsync("select count(*) = 0 from pg_stat_activity where datname = current_database() and application_name in ('ops listener', 'ops announcer')");
    }
}
