using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

public sealed class FollowingAllWorkspaces(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private readonly string _tenant = $"tenant-{Guid.NewGuid():n}";

    [Fact]
    public async Task Who_follows_all_gets_the_present_positions_and_then_each_workspace_that_moved_once()
    {
        await using var node = await FeedNode.StartAsync(fixture.ConnectionString);
        await node.Store.AppendAsync(Append($"{_tenant}-a", Sales("tills/a", 0, 1, 2)));
        await node.Store.AppendAsync(Append($"{_tenant}-b", Sales("tills/a", 0, 1)));
        using var stop = new CancellationTokenSource(Follower.Patience);
        await using var moves = node.Feed.MovesAsync(stop.Token).GetAsyncEnumerator();

        (await NextAsync(moves)).Where(IsOurs).ShouldBe([new($"{_tenant}-a", 2), new($"{_tenant}-b", 1)], ignoreOrder: true);
        for (var version = 1; version <= 3; version++)
            await node.Store.AppendAsync(Append($"{_tenant}-b", Sales("tills/a", version, 1)));
        await node.Store.AppendAsync(Append($"{_tenant}-c", Sales("tills/a", 0, 1)));

        (await NextAsync(moves)).Where(IsOurs).ShouldBe([new($"{_tenant}-b", 4), new($"{_tenant}-c", 1)], ignoreOrder: true);
        node.Feed.PositionOf($"{_tenant}-b").ShouldBe(4);
    }

    [Fact]
    public async Task Moves_on_another_node_are_heard_without_looking()
    {
        await using var node = await FeedNode.StartAsync(fixture.ConnectionString);
        await using var writer = await FeedNode.StartAsync(fixture.ConnectionString);
        using var stop = new CancellationTokenSource(Follower.Patience);
        await using var moves = node.Feed.MovesAsync(stop.Token).GetAsyncEnumerator();
        await NextAsync(moves);

        // More than one announcement can carry, and less than it takes to make everybody look.
        string[] tenants = [.. Enumerable.Range(0, 500).Select(number => $"{_tenant}-{number}")];
        await Task.WhenAll(tenants.Select(tenant => writer.Store.AppendAsync(Append(tenant, Sales("tills/a", 0, 1)))));
        var moved = new HashSet<string>();
        while (moved.Count < tenants.Length)
            moved.UnionWith((await NextAsync(moves)).Where(IsOurs).Select(move => move.Tenant));

        node.Feed.Metrics.Scans.ShouldBe(1, "at its start");
        writer.Feed.Metrics.Announcements.ShouldBeLessThan(tenants.Length, "they are announced together");
    }

    [Fact]
    public async Task More_moves_than_are_worth_telling_make_the_other_nodes_look_at_once()
    {
        await using var node = await FeedNode.StartAsync(fixture.ConnectionString);
        await using var writer = await FeedNode.StartAsync(fixture.ConnectionString);
        await using var follower = node.Follow(_tenant);
        follower.Ask();

        await fixture.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        for (var number = 0; number < 3000; number++)
            writer.Feed.Committed($"{_tenant}-not-there-{number}", 1);

        (await follower.NextAsync()).ShouldHaveSingleItem().Position.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_standby_that_took_over_lacks_does_not_hide_what_is_committed_in_its_place()
    {
        await using var node = await FeedNode.StartAsync(fixture.ConnectionString);
        await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        using var stop = new CancellationTokenSource(Follower.Patience);
        await using var moves = node.Feed.MovesAsync(stop.Token).GetAsyncEnumerator();
        await NextAsync(moves);

        node.Feed.Committed(_tenant, 2);
        (await NextAsync(moves)).ShouldBe([new(_tenant, 2)]);
        await fixture.QueryAsync<bool>("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'ops listener'");
        (await NextAsync(moves)).ShouldBe([new(_tenant, 1)]);

        await node.Store.AppendAsync(Append(_tenant, Sales("tills/a", 1, 1)));
        (await NextAsync(moves)).ShouldBe([new(_tenant, 2)]);
    }

    [Fact]
    public async Task Ten_thousand_workspaces_that_rest_cost_one_statement_a_look()
    {
        const int workspaces = 10_000;
        await fixture.QueryAsync<int>($"insert into ops_workspaces (tenant_id, last_seq_id) select '{_tenant}-' || n, 1 from generate_series(1, {workspaces}) n returning 1");
        await fixture.Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        string[] followed = [.. Enumerable.Range(0, 500).Select(number => $"{_tenant}-followed-{number}")];
        await Task.WhenAll(followed.Select(tenant => fixture.Store.AppendAsync(Append(tenant, Sales("tills/a", 0, 1)))));
        await using var node = await FeedNode.StartAsync(fixture.ConnectionString);
        using var stop = new CancellationTokenSource(Follower.Patience);
        await using var moves = node.Feed.MovesAsync(stop.Token).GetAsyncEnumerator();
        (await NextAsync(moves)).Count(IsOurs).ShouldBe(workspaces + followed.Length + 1);
        var followers = followed.Select(tenant => node.Follow(tenant)).ToArray();
        await Task.WhenAll(followers.Select(follower => follower.NextAsync()));
        Array.ForEach(followers, follower => follower.Ask());
        await using var busy = node.Follow(_tenant);
        await busy.NextAsync();

        for (var version = 1; version <= 10; version++)
        {
            busy.Ask();
            await fixture.Store.AppendAsync(Append(_tenant, Sales("tills/a", version, 1)));
            node.Clock.Advance(TimeSpan.FromSeconds(1));
            await busy.NextAsync();
            (await NextAsync(moves)).ShouldBe([new(_tenant, version + 1)], "only what moved is told of");
        }

        node.Feed.Metrics.Scans.ShouldBe(11);
        node.Feed.Metrics.OwnReads.ShouldBe(followers.Length + 1, "each follower has looked once where it stands");
        node.Feed.Metrics.SharedReads.ShouldBe(10);
        foreach (var follower in followers)
            await follower.DisposeAsync();
    }

    private static async Task<IReadOnlyList<WorkspacePosition>> NextAsync(IAsyncEnumerator<IReadOnlyList<WorkspacePosition>> moves)
    {
        (await moves.MoveNextAsync()).ShouldBeTrue();
        return moves.Current;
    }

    private bool IsOurs(WorkspacePosition move) => move.Tenant.StartsWith(_tenant);
}
