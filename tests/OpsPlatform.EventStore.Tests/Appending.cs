using OpsPlatform.EventStore.Tests.V1;
using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

public sealed class Appending(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private readonly string _tenant = $"tenant-{Guid.NewGuid():n}";

    private PostgresEventStore Store => fixture.Store;

    [Fact]
    public async Task What_is_appended_is_read_back()
    {
        var append = Append(_tenant, Events("tills/a", 0, new TillOpened { DisplayName = "Front" }, new SaleMade { AmountMicros = 5 })) with
        {
            Headers = new EventHeaders("users/ann", "clients/pos", "0193-1", "trace-1"),
        };
        (await Store.AppendAsync(append)).ShouldBe(new AppendResult.Committed(2));

        var page = await Store.ReadStreamAsync(_tenant, "tills/a", new StreamQuery(10));

        page.NextVersion.ShouldBeNull();
        page.Events.Select(stored => stored.Data).ShouldBe([new TillOpened { DisplayName = "Front" }, new SaleMade { AmountMicros = 5 }]);
        page.Events.Select(stored => (stored.Position, stored.Version)).ShouldBe([(1, 1), (2, 2)]);
        page.Events.ShouldAllBe(stored => stored.Stream == "tills/a" && stored.Time == Time && stored.Headers == append.Headers && stored.Id.Version == 7);
    }

    [Fact]
    public async Task A_stale_version_conflicts_and_stores_nothing()
    {
        await Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1, 2)));

        foreach (var stale in new[] { 0, 1, 3, 99 })
        {
            var append = Append(_tenant, Sales("tills/a", stale, 3)) with { Documents = [new DocumentWrite("tills/a", new Till { BalanceMicros = 3 }, 3)] };
            (await Store.AppendAsync(append)).ShouldBe(new AppendResult.VersionConflict("tills/a"));
        }

        (await Store.ReadStreamAsync(_tenant, "tills/a", new StreamQuery(10))).Events.Count.ShouldBe(2);
        (await Store.GetDocumentAsync<Till>(_tenant, "tills/a")).ShouldBeNull();
    }

    [Fact]
    public async Task A_version_expected_of_a_stream_that_does_not_exist_conflicts() =>
        (await Store.AppendAsync(Append(_tenant, Sales("tills/none", 7, 1)))).ShouldBe(new AppendResult.VersionConflict("tills/none"));

    [Fact]
    public async Task Several_streams_are_appended_together_or_not_at_all()
    {
        await Store.AppendAsync(Append(_tenant, Sales("tills/b", 0, 1)));

        var refused = await Store.AppendAsync(Append(_tenant, Sales("tills/c", 0, 1, 2), Sales("tills/b", 0, 3)));
        refused.ShouldBe(new AppendResult.VersionConflict("tills/b"));
        (await Store.ReadStreamAsync(_tenant, "tills/c", new StreamQuery(10))).Events.ShouldBeEmpty();

        var committed = await Store.AppendAsync(Append(_tenant, Sales("tills/c", 0, 1, 2), Sales("tills/b", 1, 3)));
        committed.ShouldBe(new AppendResult.Committed(4));
        var positions = (await Store.ReadStreamAsync(_tenant, "tills/c", new StreamQuery(10))).Events.Select(stored => stored.Position);
        positions.ShouldBe([2, 3], "positions follow the order in which the streams were given");
    }

    [Fact]
    public async Task Of_fifty_appends_with_one_request_id_one_is_committed()
    {
        var request = new RequestRecord("clients/pos", Guid.NewGuid(), "Sell", new byte[] { 1 }, new byte[] { 2, 3 });
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            Store.AppendAsync(Append(_tenant, Sales($"tills/{i}", 0, i)) with { Request = request })));

        results.OfType<AppendResult.Committed>().ShouldHaveSingleItem();
        results.OfType<AppendResult.RequestAlreadyHandled>().Count().ShouldBe(49);
        (await fixture.QueryAsync<long>($"select count(*) from mt_events where tenant_id = '{_tenant}'")).ShouldBe([1]);
        var found = (await Store.FindRequestAsync(_tenant, "clients/pos", request.RequestId)).ShouldNotBeNull();
        found.Method.ShouldBe("Sell");
        found.Fingerprint.ToArray().ShouldBe(new byte[] { 1 });
        found.Response.ToArray().ShouldBe(new byte[] { 2, 3 });
    }

    [Fact]
    public async Task A_request_that_changed_nothing_is_remembered_too()
    {
        await Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        var append = Append(_tenant) with { Request = new RequestRecord("clients/pos", Guid.NewGuid(), "Close", new byte[] { 1 }, Array.Empty<byte>()) };

        (await Store.AppendAsync(append)).ShouldBe(new AppendResult.Committed(1));
        (await Store.AppendAsync(append)).ShouldBeOfType<AppendResult.RequestAlreadyHandled>();
    }

    [Fact]
    public async Task Positions_have_no_gaps_and_follow_the_commits()
    {
        // Readers that run beside the writers must never see a position before all that come before it.
        using var done = new CancellationTokenSource();
        var reader = Task.Run(async () =>
        {
            var seen = 0L;
            while (!done.IsCancellationRequested)
            {
                var visible = (await fixture.QueryAsync<long[]>($"select coalesce(array_agg(seq_id order by seq_id), '{{}}') from mt_events where tenant_id = '{_tenant}'"))[0];
                visible.ShouldBe(Enumerable.Range(1, visible.Length).Select(i => (long)i));
                visible.LongLength.ShouldBeGreaterThanOrEqualTo(seen);
                seen = visible.LongLength;
            }
        });

        var committed = 0;
        await Parallel.ForAsync(0, 300, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, cancellation) =>
        {
            // Every third append wants a stream that another has made already, and every fifth fails after its positions were taken.
            if (i % 5 == 0)
                await Should.ThrowAsync<UnstorableTextException>(Store.AppendAsync(Append(_tenant, Sales($"tills/bad{i}", 0, 1), Events($"tills/worse{i}", 0, new TillOpened { DisplayName = "\0" })), cancellation));
            else if (await Store.AppendAsync(Append(_tenant, Sales(i % 3 == 0 ? "tills/hot" : $"tills/{i}", 0, 1, 2)), cancellation) is AppendResult.Committed)
                Interlocked.Increment(ref committed);
        });
        await done.CancelAsync();
        await reader;

        committed.ShouldBe(161, "160 streams of their own, and one winner of the hot one");
        var last = (await fixture.QueryAsync<long>($"select last_seq_id from ops_workspaces where tenant_id = '{_tenant}'"))[0];
        last.ShouldBe(committed * 2);
    }

    [Fact]
    public async Task Another_tenant_sees_nothing()
    {
        var other = _tenant + "-other";
        var requestId = Guid.NewGuid();
        await Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)) with
        {
            Documents = [new DocumentWrite("tills/a", new Till(), 1)],
            Request = new RequestRecord("clients/pos", requestId, "Sell", new byte[] { 1 }, new byte[] { 2 }),
        });

        (await Store.ReadStreamAsync(other, "tills/a", new StreamQuery(10))).Events.ShouldBeEmpty();
        (await Store.GetDocumentAsync<Till>(other, "tills/a")).ShouldBeNull();
        (await Store.ListDocumentsAsync<Till>(other, new DocumentQuery(10))).Documents.ShouldBeEmpty();
        (await Store.LoadAsync<Till>(other, "tills/a", [new DocumentKey(Till.Descriptor, "tills/a")])).ShouldSatisfyAllConditions(
            state => state.Version.ShouldBe(0),
            state => state.Root.ShouldBeNull(),
            state => state.Children.ShouldBeEmpty(),
            state => state.Newer.ShouldBeEmpty());
        (await Store.FindRequestAsync(other, "clients/pos", requestId)).ShouldBeNull();
        (await Store.AppendAsync(Append(other, Sales("tills/a", 0, 9)))).ShouldBe(new AppendResult.Committed(1), "a stream of the same name is another one");
    }

    [Fact]
    public async Task Times_finer_than_a_microsecond_are_refused() =>
        await Should.ThrowAsync<ArgumentException>(Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)) with { Time = Time.AddTicks(1) }));

    [Fact]
    public async Task A_stream_without_events_must_be_at_its_version_and_stays_there()
    {
        await Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        var receipt = new DocumentWrite("tills/a/receipts/r", new Receipt(), 1);

        (await Store.AppendAsync(Append(_tenant, Sales("tills/a", 0)) with { Documents = [receipt] })).ShouldBe(new AppendResult.VersionConflict("tills/a"));
        (await Store.GetDocumentAsync<Receipt>(_tenant, receipt.Id)).ShouldBeNull();
        (await Store.AppendAsync(Append(_tenant, Sales("tills/a", 1)) with { Documents = [receipt] })).ShouldBe(new AppendResult.Committed(1));
        (await Store.GetDocumentAsync<Receipt>(_tenant, receipt.Id)).ShouldNotBeNull();
        (await Store.AppendAsync(Append(_tenant, Sales("tills/none", 0)) with { Documents = [receipt] })).ShouldBe(new AppendResult.Committed(1));
        (await fixture.QueryAsync<long>($"select count(*) from mt_streams where tenant_id = '{_tenant}'")).ShouldBe([1]);
    }
}
