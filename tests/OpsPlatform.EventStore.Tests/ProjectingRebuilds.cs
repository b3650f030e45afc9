using OpsPlatform.EventStore.Tests.V1;
using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

public sealed class ProjectingRebuilds(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private static readonly long[] Amounts = [.. Enumerable.Range(1000, 60).Select(amount => (long)amount)];

    private readonly string _tenant = $"tenant-{Guid.NewGuid():n}";

    [Fact]
    public async Task A_new_version_is_made_beside_the_old_documents_and_takes_their_place_at_once()
    {
        await FollowedAsync();
        var next = new TillTotals(version: 2);
        var projector = fixture.Projector(10, next);

        ProjectionAdvance advance;
        do
        {
            (await fixture.GlanceAsync(_tenant, "tills/a")).ShouldBe((60, TillTotals.Fold(Amounts)), "the old documents are read until the swap");
            advance = await projector.AdvanceAsync(_tenant, next);
        }
        while (advance.HasMore);

        advance.IsSwapped.ShouldBeTrue();
        (await fixture.GlanceAsync(_tenant, "tills/a")).ShouldBe((60, TillTotals.Fold(Amounts, version: 2)));
        (await fixture.Store.GetDocumentAsync<Line>(_tenant, "tills/stale")).ShouldBeNull("what the new version does not make is gone");
        (await fixture.QueryAsync<long>($"select count(*) from ops_rebuilt_line where tenant_id = '{_tenant}'")).ShouldBe([0]);
    }

    [Fact]
    public async Task Who_reads_during_a_rebuild_with_appends_never_sees_a_half_built_view()
    {
        await FollowedAsync();
        var totals = new TillTotals();
        var amounts = Amounts.ToList();
        var done = false;
        (await fixture.Store.BeginRebuildAsync(_tenant, totals, isAsked: true, Time)).ShouldBeTrue();
        async Task RunAsync()
        {
            var projector = fixture.Projector(3, totals);
            while (!Volatile.Read(ref done))
                await projector.FinishAsync(_tenant);
            await projector.FinishAsync(_tenant);
        }

        var seen = new List<(long Position, long? Total)>();
        Task[] runners = [Task.Run(RunAsync), Task.Run(RunAsync)];
        for (var i = 0; i < 60; i++)
        {
            await fixture.SellAsync(_tenant, "tills/a", 5000 + i);
            amounts.Add(5000 + i);
            seen.Add(await fixture.GlanceAsync(_tenant, "tills/a"));
        }

        Volatile.Write(ref done, true);
        await Task.WhenAll(runners);
        seen.Add(await fixture.GlanceAsync(_tenant, "tills/a"));
        seen.ShouldAllBe(glance => glance.Total == TillTotals.Fold(amounts.Take((int)glance.Position)));
        seen.Select(glance => glance.Position).ShouldBeInOrder();
        seen[0].Position.ShouldBeGreaterThanOrEqualTo(60);
        (await fixture.ProgressAsync(_tenant)).ShouldSatisfyAllConditions(one => one.Rebuilt.ShouldBeNull(), one => one.Lag.ShouldBe(0));
    }

    [Fact]
    public async Task A_rebuild_goes_on_where_a_node_that_died_has_left_it()
    {
        await FollowedAsync();
        var next = new TillTotals(version: 2);
        for (var i = 0; i < 4; i++)
            await fixture.Projector(10, next).AdvanceAsync(_tenant, next);
        (await fixture.ProgressAsync(_tenant)).Rebuilt!.Position.ShouldBe(30);

        // Another node, with what the first has written and nothing of what it knew.
        await fixture.Projector(10, next).AdvanceAsync(_tenant, new TillTotals(version: 2));
        (await fixture.ProgressAsync(_tenant)).Rebuilt!.Position.ShouldBe(40);

        await fixture.Projector(10, next).FinishAsync(_tenant);
        (await fixture.GlanceAsync(_tenant, "tills/a")).ShouldBe((60, TillTotals.Fold(Amounts, version: 2)));
    }

    [Fact]
    public async Task A_workspace_that_a_new_projection_finds_full_shows_nothing_before_all_is_there()
    {
        await fixture.SellAsync(_tenant, "tills/a", Amounts);
        var totals = new TillTotals();
        var projector = fixture.Projector(10, totals);

        while ((await projector.AdvanceAsync(_tenant, totals)).HasMore)
            (await fixture.GlanceAsync(_tenant, "tills/a")).ShouldBe((0, null));

        (await fixture.GlanceAsync(_tenant, "tills/a")).ShouldBe((60, TillTotals.Fold(Amounts)));
    }

    [Fact]
    public async Task The_old_documents_go_on_following_while_the_same_version_is_rebuilt()
    {
        await FollowedAsync();
        var totals = new TillTotals();
        await fixture.Store.BeginRebuildAsync(_tenant, totals, isAsked: true, Time);
        await fixture.SellAsync(_tenant, "tills/a", 5000);

        await fixture.Projector(10, totals).AdvanceAsync(_tenant, totals);

        (await fixture.ProgressAsync(_tenant)).Rebuilt!.Position.ShouldBe(10);
        (await fixture.GlanceAsync(_tenant, "tills/a")).ShouldBe((61, TillTotals.Fold([.. Amounts, 5000])));
    }

    [Fact]
    public async Task A_rebuild_that_stops_leaves_the_old_documents_and_begins_anew_when_asked()
    {
        var totals = new TillTotals { IsPoisoned = false };
        var projector = fixture.Projector(10, totals);
        await fixture.SellAsync(_tenant, "tills/a", 1, TillTotals.Poison, 3);
        await projector.FinishAsync(_tenant);
        totals.IsPoisoned = true;
        await fixture.Store.BeginRebuildAsync(_tenant, totals, isAsked: true, Time);
        (await projector.FinishAsync(_tenant)).Stopped.ShouldNotBeNull();
        (await fixture.GlanceAsync(_tenant, "tills/a")).ShouldBe((3, TillTotals.Fold([1, TillTotals.Poison, 3])));
        (await fixture.ProgressAsync(_tenant)).Error.ShouldNotBeNull();

        totals.IsPoisoned = false;
        (await fixture.Store.BeginRebuildAsync(_tenant, totals, isAsked: false, Time)).ShouldBeFalse();
        (await fixture.Store.BeginRebuildAsync(_tenant, totals, isAsked: true, Time)).ShouldBeTrue();
        (await projector.FinishAsync(_tenant)).IsSwapped.ShouldBeTrue();
        (await fixture.ProgressAsync(_tenant)).Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_rebuild_under_way_is_not_begun_anew()
    {
        await FollowedAsync();
        var totals = new TillTotals();
        var projector = fixture.Projector(10, totals);
        (await fixture.Store.BeginRebuildAsync(_tenant, totals, isAsked: true, Time)).ShouldBeTrue();
        await projector.AdvanceAsync(_tenant, totals);

        (await fixture.Store.BeginRebuildAsync(_tenant, totals, isAsked: true, Time)).ShouldBeFalse();
        (await fixture.ProgressAsync(_tenant)).Rebuilt!.Position.ShouldBe(10);
    }

    [Fact]
    public async Task An_older_program_leaves_alone_what_a_newer_one_has_made()
    {
        await FollowedAsync();
        await fixture.Projector(10, new TillTotals(version: 2)).FinishAsync(_tenant);
        await fixture.SellAsync(_tenant, "tills/a", 5000);

        (await fixture.Projector(10, new TillTotals()).FinishAsync(_tenant)).ShouldBe(ProjectionAdvance.Nothing);

        (await fixture.GlanceAsync(_tenant, "tills/a")).ShouldBe((60, TillTotals.Fold(Amounts, version: 2)));
    }

    [Fact]
    public async Task Other_workspaces_keep_their_documents_when_one_is_swapped()
    {
        await FollowedAsync();
        var other = _tenant + "-other";
        await fixture.SellAsync(other, "tills/a", 7);
        var projector = fixture.Projector(100, new TillTotals());
        await projector.FinishAsync(other);

        await fixture.Store.BeginRebuildAsync(_tenant, new TillTotals(), isAsked: true, Time);
        (await projector.FinishAsync(_tenant)).IsSwapped.ShouldBeTrue();

        (await fixture.GlanceAsync(other, "tills/a")).ShouldBe((1, TillTotals.Fold([7])));
    }

    /// <summary>A workspace of 60 events that the first version has followed, and a document that no event makes.</summary>
    private async Task FollowedAsync()
    {
        await fixture.SellAsync(_tenant, "tills/a", Amounts);
        await fixture.Projector(1000, new TillTotals()).FinishAsync(_tenant);
        await fixture.QueryAsync<long>($"with stale as (insert into mt_doc_line (tenant_id, id, data, bdata) values ('{_tenant}', 'tills/stale', '{{}}', '') returning 1) select count(*) from stale");
    }
}
