using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace OpsPlatform.EventStore.Tests;

public sealed class ProjectingManyWorkspaces(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task Of_ten_thousand_workspaces_only_the_busy_ones_cost_anything()
    {
        await FollowedAsync(10_000);
        var before = await RowsAsync();
        var (advanced, totals) = (new ConcurrentBag<string>(), new TillTotals());
        using var runner = new ProjectionRunner(fixture.Projector(100, totals), fixture.Store) { Advanced = (tenant, _, _) => advanced.Add(tenant) };
        using var stop = new CancellationTokenSource();
        var running = runner.RunAsync(stop.Token);
        string[] busy = ["w-17", "w-4242", "w-9999"];
        foreach (var tenant in busy)
            await fixture.SellAsync(tenant, "tills/a", 5);

        (await runner.ScanAsync()).Select(progress => progress.Tenant).ShouldBe(busy, ignoreOrder: true);
        await runner.Idle;

        advanced.ShouldBe(busy, ignoreOrder: true);
        (await RowsAsync()).Except(before).Count().ShouldBe(3, "the others' rows are not even touched");
        (await runner.ScanAsync()).ShouldBeEmpty();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    [Fact]
    public async Task Metrics_tell_the_lag_and_what_has_stopped()
    {
        var tenant = $"tenant-{Guid.NewGuid():n}";
        await fixture.SellAsync(tenant, "tills/a", 1, TillTotals.Poison, 3);
        var values = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == "OpsPlatform.EventStore") listener.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (tags.Length > 0 && tags[0].Value is "till-totals")
                values.AddOrUpdate(instrument.Name, value, (_, sum) => instrument is Counter<long> ? sum + value : value);
        });
        listener.Start();
        using var runner = new ProjectionRunner(fixture.Projector(100, new TillTotals()), fixture.Store);
        using var stop = new CancellationTokenSource();
        var running = runner.RunAsync(stop.Token);

        await runner.ScanAsync();
        await runner.Idle;
        await runner.ScanAsync();
        listener.RecordObservableInstruments();

        values["opsplatform.projection.lag"].ShouldBe(2);
        values["opsplatform.projection.stopped"].ShouldBe(1);
        values["opsplatform.projection.events"].ShouldBeGreaterThanOrEqualTo(1);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
        await fixture.Store.RetryAsync(tenant, new TillTotals(), StoreFixture.Time);
        await fixture.Projector(100, new TillTotals { IsPoisoned = false }).FinishAsync(tenant);
    }

    [Fact]
    public async Task A_batch_that_fails_while_the_work_is_called_off_ends_it_no_other_way()
    {
        var tenant = $"tenant-{Guid.NewGuid():n}";
        await fixture.SellAsync(tenant, "tills/a", 1);
        using var stop = new CancellationTokenSource();
        var failures = new ConcurrentBag<Exception>();
        var projector = new Projector(fixture.Store, [new TillTotals()], new LostDatabase(stop));
        using var runner = new ProjectionRunner(projector, fixture.Store) { Failed = (_, _, e) => failures.Add(e) };
        var running = runner.RunAsync(stop.Token);

        runner.Wake(tenant);

        await Should.ThrowAsync<OperationCanceledException>(running);
        failures.ShouldHaveSingleItem().ShouldBeOfType<StoreUnavailableException>();

        // The other tests of this store count who is behind.
        await fixture.Projector(100, new TillTotals()).FinishAsync(tenant);
    }

    /// <summary>The lease is lost with the connection that a batch needs: at the moment when it asks for the time.</summary>
    private sealed class LostDatabase(CancellationTokenSource stop) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            stop.Cancel();
            throw new StoreUnavailableException(new IOException("The connection is lost."));
        }
    }

    /// <summary>So many workspaces of one event, each of them followed to its end.</summary>
    private Task<List<long>> FollowedAsync(int count) => fixture.QueryAsync<long>($"""
        with moved as (insert into ops_workspaces (tenant_id, last_seq_id) select 'w-' || i, 1 from generate_series(1, {count}) i returning tenant_id),
        followed as (insert into ops_projections (tenant_id, name, is_served, version, last_seq_id, updated) select tenant_id, 'till-totals', true, 1, 1, now() from moved returning 1)
        select count(*) from followed
        """);

    private Task<List<string>> RowsAsync() => fixture.QueryAsync<string>("select tenant_id || ' ' || xmin::text from ops_projections");
}
