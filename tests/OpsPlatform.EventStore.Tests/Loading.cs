using Google.Protobuf;
using Npgsql;
using OpsPlatform.EventStore.Tests.V1;
using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

public sealed class Loading(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private readonly string _tenant = $"tenant-{Guid.NewGuid():n}";

    private PostgresEventStore Store => fixture.Store;

    [Fact]
    public async Task A_stream_that_does_not_exist_has_version_zero_and_no_state()
    {
        var state = await Store.LoadAsync<Till>(_tenant, "tills/none", []);

        state.Version.ShouldBe(0);
        state.Root.ShouldBeNull();
        state.Newer.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_document_with_newer_events_folded_in_equals_the_fold_of_all_events()
    {
        var random = new Random(20260301);
        var (version, state) = (0L, new Till());
        for (var step = 0; step < 40; step++)
        {
            var events = Enumerable.Range(0, random.Next(1, 4)).Select(_ => (IMessage)new SaleMade { AmountMicros = random.Next(1, 1000) }).ToArray();
            state = events.Aggregate(state, Fold);
            var append = Append(_tenant, Events("tills/a", version, events));
            version += events.Length;

            // Only now and then is the document written, as it is while another program appends events alone.
            if (random.Next(3) == 0)
                append = append with { Documents = [new DocumentWrite("tills/a", state, version)] };
            (await Store.AppendAsync(append)).ShouldBeOfType<AppendResult.Committed>();

            var loaded = await Store.LoadAsync<Till>(_tenant, "tills/a", []);
            loaded.Version.ShouldBe(version);
            loaded.Newer.Select(stored => stored.Data).Aggregate(loaded.Root ?? new Till(), Fold).ShouldBe(state);
            var all = (await Store.ReadStreamAsync(_tenant, "tills/a", new StreamQuery(1000))).Events;
            all.Select(stored => stored.Data).Aggregate(new Till(), Fold).ShouldBe(state);
        }
    }

    [Fact]
    public async Task An_up_to_date_document_comes_without_events_and_with_the_children_asked_for()
    {
        await Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1, 2)) with
        {
            Documents =
            [
                new DocumentWrite("tills/a", new Till { BalanceMicros = 3 }, 2),
                new DocumentWrite("tills/a/receipts/1", new Receipt { Text = "one" }, 1),
                new DocumentWrite("tills/a/receipts/2", new Receipt { Text = "two" }, 2),
                new DocumentWrite("tills/a/receipts/3", new Receipt { Text = "three" }, 2),
                new DocumentWrite("tills/b", new Till { DisplayName = "neighbour" }, 1),
            ],
        });

        var state = await Store.LoadAsync<Till>(_tenant, "tills/a",
        [
            new DocumentKey(Receipt.Descriptor, "tills/a/receipts/1"),
            new DocumentKey(Receipt.Descriptor, "tills/a/receipts/3"),
            new DocumentKey(Receipt.Descriptor, "tills/a/receipts/4"),
            new DocumentKey(Till.Descriptor, "tills/b"),
        ]);

        state.Version.ShouldBe(2);
        state.Root.ShouldBe(new Till { BalanceMicros = 3 });
        state.Newer.ShouldBeEmpty();
        state.Children.ShouldBe(
            [
                new StoredDocument<IMessage>("tills/a/receipts/1", new Receipt { Text = "one" }, 1),
                new StoredDocument<IMessage>("tills/a/receipts/3", new Receipt { Text = "three" }, 2),
                new StoredDocument<IMessage>("tills/b", new Till { DisplayName = "neighbour" }, 1),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task A_stream_is_read_in_pages_in_both_directions()
    {
        await Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1, 2, 3, 4, 5, 6, 7)));

        (await VersionsAsync(new(3))).ShouldBe([[1, 2, 3], [4, 5, 6], [7]]);
        (await VersionsAsync(new(3) { Backward = true })).ShouldBe([[7, 6, 5], [4, 3, 2], [1]]);
    }

    [Fact]
    public async Task A_page_of_long_events_ends_early_and_one_that_is_too_long_by_itself_is_a_page()
    {
        await Store.AppendAsync(Append(_tenant, Events("tills/a", 0, [.. Enumerable.Range(1, 5).Select(i => new TillOpened { DisplayName = new string('x', i == 2 ? 300_000 : 100_000) })])));

        (await VersionsAsync(new(4) { MostBytes = 250_000 })).ShouldBe([[1], [2], [3, 4], [5]]);
        (await VersionsAsync(new(4) { MostBytes = 250_000, Backward = true })).ShouldBe([[5, 4], [3], [2], [1]]);
        (await VersionsAsync(new(4))).ShouldBe([[1, 2, 3, 4], [5]]);
    }

    [Fact]
    public async Task A_table_that_is_still_small_is_read_by_its_index_already()
    {
        // A kept statement keeps its plan: one that reads the whole of a small table would still do so when it has grown.
        await using var database = PostgresEventStore.OpenDatabase(new NpgsqlConnectionStringBuilder(fixture.ConnectionString) { MaxPoolSize = 1 }.ConnectionString);
        var store = new PostgresEventStore(database, Types);
        await store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)));
        await fixture.QueryAsync<int>("vacuum analyze mt_events");
        var before = await CountAsync(database, "seq_scan");

        for (var i = 0; i < 10; i++)
            await store.LoadAsync<Till>(_tenant, "tills/a", []);

        (await CountAsync(database, "seq_scan")).ShouldBe(before);
    }

    [Fact]
    public async Task Of_a_long_stream_whose_document_is_up_to_date_no_event_is_read()
    {
        await using var database = PostgresEventStore.OpenDatabase(new NpgsqlConnectionStringBuilder(fixture.ConnectionString) { MaxPoolSize = 1 }.ConnectionString);
        var store = new PostgresEventStore(database, Types);
        await store.AppendAsync(Append(_tenant, Sales("tills/a", 0, new long[1000])) with { Documents = [new DocumentWrite("tills/a", new Till(), 1000)] });
        await fixture.QueryAsync<int>("vacuum analyze mt_events");
        var before = await CountAsync(database, "idx_tup_fetch");

        (await store.LoadAsync<Till>(_tenant, "tills/a", [])).Version.ShouldBe(1000);

        (await CountAsync(database, "idx_tup_fetch") - before).ShouldBeLessThan(50);
    }

    [Fact]
    public async Task A_filtered_page_of_a_long_stream_reads_no_more_than_the_page()
    {
        await using var database = PostgresEventStore.OpenDatabase(new NpgsqlConnectionStringBuilder(fixture.ConnectionString) { MaxPoolSize = 1 }.ConnectionString);
        var store = new PostgresEventStore(database, Types);
        for (var version = 0; version < 3000; version += 1000)
            await store.AppendAsync(Append(_tenant, Sales("tills/a", version, new long[1000])));
        await fixture.QueryAsync<int>("vacuum analyze mt_events");
        var fields = new EventFields(new Dictionary<string, EventColumn> { ["kind"] = EventColumn.Type }, []);
        var query = new StreamQuery(10) { Backward = true, Fields = fields, Filter = new Filter.Comparison("kind", Comparator.Equal, "sale_made") };
        var before = await CountAsync(database, "idx_tup_fetch");

        (await store.ReadStreamAsync(_tenant, "tills/a", query)).Events.Count.ShouldBe(10);

        (await CountAsync(database, "idx_tup_fetch") - before).ShouldBeLessThan(50);
    }

    [Fact]
    public async Task An_enum_value_that_the_program_does_not_know_is_read_as_it_was_written()
    {
        await Store.AppendAsync(Append(_tenant, Sales("tills/a", 0, 1)) with { Documents = [new DocumentWrite("tills/a", new Till { Kind = (Kind)77 }, 1)] });

        (await Store.LoadAsync<Till>(_tenant, "tills/a", [])).Root!.Kind.ShouldBe((Kind)77);
    }

    [Fact]
    public async Task Events_of_a_stream_are_filtered_by_their_fields_and_by_who_and_when()
    {
        await Store.AppendAsync(Append(_tenant, Events("tills/a", 0, new TillOpened { DisplayName = "Front" }, new SaleMade { AmountMicros = 5 })));
        await Store.AppendAsync(Append(_tenant, Events("tills/a", 2, new SaleMade { AmountMicros = 9, Line = new Line { LineId = "x" } })) with { Headers = new EventHeaders("users/bob"), Time = Time.AddDays(1) });

        (await Versions(new Filter.Comparison("amount_micros", Comparator.Greater, "4"))).ShouldBe([2, 3]);
        (await Versions(new Filter.Comparison("amount_micros", Comparator.Equal, "0"))).ShouldBe([1], "a field that an event lacks has its default");
        (await Versions(new Filter.Comparison("line.line_id", Comparator.Equal, "x"))).ShouldBe([3]);
        (await Versions(new Filter.Comparison("kind", Comparator.Equal, "till_opened"))).ShouldBe([1]);
        (await Versions(new Filter.Comparison("principal", Comparator.NotEqual, "users/ann"))).ShouldBe([3]);
        (await Versions(new Filter.Comparison("post_time", Comparator.LessOrEqual, "2026-03-01T08:30:00.123456Z"))).ShouldBe([1, 2]);
        (await Versions(new Filter.Comparison("entry", Comparator.GreaterOrEqual, "3"))).ShouldBe([3]);
        (await Should.ThrowAsync<InvalidQueryException>(Versions(new Filter.Comparison("nothing", Comparator.Equal, "")))).Part.ShouldBe(QueryPart.Filter);

        async Task<IEnumerable<long>> Versions(Filter filter)
        {
            var fields = new EventFields(
                new Dictionary<string, EventColumn> { ["kind"] = EventColumn.Type, ["principal"] = EventColumn.Actor, ["post_time"] = EventColumn.Time, ["entry"] = EventColumn.Version },
                [TillOpened.Descriptor, SaleMade.Descriptor]);
            var page = await Store.ReadStreamAsync(_tenant, "tills/a", new StreamQuery(10) { Filter = filter, Fields = fields });
            return page.Events.Select(stored => stored.Version);
        }
    }

    /// <summary>A counter of the events' table. The session reports its counters when the statement that asks it to has ended.</summary>
    private static async Task<long> CountAsync(NpgsqlDataSource database, string counter)
    {
        await using var command = database.CreateCommand($"select {counter} from pg_stat_user_tables where relname = 'mt_events' and pg_stat_force_next_flush() is not null");
        await command.ExecuteScalarAsync();
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static Till Fold(Till till, IMessage stored)
    {
        var next = till.Clone();
        next.BalanceMicros += ((SaleMade)stored).AmountMicros;
        next.SaleCount++;
        return next;
    }

    private async Task<List<long[]>> VersionsAsync(StreamQuery query)
    {
        var pages = new List<long[]>();
        long? after = null;
        do
        {
            var page = await Store.ReadStreamAsync(_tenant, "tills/a", query with { AfterVersion = after });
            pages.Add([.. page.Events.Select(stored => stored.Version)]);
            after = page.NextVersion;
        }
        while (after is not null);
        return pages;
    }
}
