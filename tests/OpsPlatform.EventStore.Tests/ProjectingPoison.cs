using OpsPlatform.EventStore.Tests.V1;
using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

public sealed class ProjectingPoison(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private readonly string _tenant = $"tenant-{Guid.NewGuid():n}";

    [Fact]
    public async Task An_event_that_cannot_be_folded_stops_its_projection_before_it_in_its_workspace_only()
    {
        var (totals, counts, other) = (new TillTotals(), new TillCounts(), _tenant + "-other");
        var projector = fixture.Projector(100, totals, counts);
        await fixture.SellAsync(_tenant, "tills/a", 1, 2, TillTotals.Poison, 4);
        await fixture.SellAsync(other, "tills/a", 5);

        var advance = await projector.FinishAsync(_tenant, totals);
        await projector.FinishAsync(_tenant, counts);
        await projector.FinishAsync(other, totals);

        (await fixture.GlanceAsync(_tenant, "tills/a")).ShouldBe((2, TillTotals.Fold([1, 2])), "what comes before it is applied, and nothing of it");
        var poison = (await fixture.Store.ReadStreamAsync(_tenant, "tills/a", new StreamQuery(10))).Events[2];
        var progress = await fixture.ProgressAsync(_tenant);
        progress.Error.ShouldBe(advance.Stopped! with { Time = progress.Error!.Time });
        (progress.Error!.Type, progress.Error.Position, progress.Error.EventId).ShouldBe(("FormatException", 3, poison.Id));
        progress.Lag.ShouldBe(2);
        (await fixture.ProgressAsync(_tenant, "till-counts")).ShouldSatisfyAllConditions(one => one.Error.ShouldBeNull(), one => one.Lag.ShouldBe(0));
        (await fixture.ProgressAsync(other)).ShouldSatisfyAllConditions(one => one.Error.ShouldBeNull(), one => one.Lag.ShouldBe(0));
    }

    [Fact]
    public async Task What_is_recorded_tells_nothing_of_what_the_event_says()
    {
        await fixture.Store.AppendAsync(Append(_tenant, Events("tills/a", 0, new TillOpened { DisplayName = "Ann Miller" }, new SaleMade { AmountMicros = TillTotals.Poison })));

        var stopped = (await fixture.Projector(100, new TillTotals()).FinishAsync(_tenant)).Stopped!;

        // The place is the caller's once the runtime has inlined the method that threw.
        stopped.Message.ShouldMatch(@"^FormatException in \w+\.\w+ on an event of type 'sale_made'\.$");
        (await fixture.QueryAsync<string>($"select p::text from ops_projections p where tenant_id = '{_tenant}'")).Single().ShouldNotContain("Ann");
    }

    [Fact]
    public async Task A_stopped_projection_stays_stopped_until_it_is_asked_to_try_again()
    {
        var totals = new TillTotals();
        var projector = fixture.Projector(2, totals);
        await fixture.SellAsync(_tenant, "tills/a", 1, TillTotals.Poison);
        await projector.FinishAsync(_tenant);
        totals.IsPoisoned = false;
        await fixture.SellAsync(_tenant, "tills/a", 3);

        (await projector.AdvanceAsync(_tenant, totals)).ShouldBe(ProjectionAdvance.Nothing);
        (await fixture.TotalAsync(_tenant)).ShouldBe(TillTotals.Fold([1]));

        (await fixture.Store.RetryAsync(_tenant, totals, Time)).ShouldBeTrue();
        await projector.FinishAsync(_tenant);
        (await fixture.TotalAsync(_tenant)).ShouldBe(TillTotals.Fold([1, TillTotals.Poison, 3]));
        (await fixture.Store.RetryAsync(_tenant, totals, Time)).ShouldBeFalse("there is nothing to try again");
    }

    [Fact]
    public async Task Trying_again_in_vain_stops_at_the_same_event()
    {
        var projector = fixture.Projector(100, new TillTotals());
        await fixture.SellAsync(_tenant, "tills/a", 1, TillTotals.Poison);
        var first = (await projector.FinishAsync(_tenant)).Stopped;
        await fixture.Store.RetryAsync(_tenant, new TillTotals(), Time);

        var second = (await projector.FinishAsync(_tenant)).Stopped;

        second.ShouldBe(first! with { Time = second!.Time });
        (await fixture.TotalAsync(_tenant)).ShouldBe(TillTotals.Fold([1]));
    }

    [Fact]
    public async Task A_version_that_can_fold_the_event_goes_on_by_itself()
    {
        await fixture.SellAsync(_tenant, "tills/a", 1, TillTotals.Poison, 3);
        await fixture.Projector(100, new TillTotals()).FinishAsync(_tenant);

        await fixture.Projector(100, new TillTotals(version: 2)).FinishAsync(_tenant);

        (await fixture.TotalAsync(_tenant)).ShouldBe(TillTotals.Fold([1, TillTotals.Poison, 3], version: 2));
        (await fixture.ProgressAsync(_tenant)).ShouldSatisfyAllConditions(one => one.Error.ShouldBeNull(), one => one.Served!.Version.ShouldBe(2), one => one.Rebuilt.ShouldBeNull());
    }

    [Theory]
    [InlineData("type = 'unheard_of'", "UnknownEventTypeException", "The store holds an event of type 'unheard_of', which this version of the program does not know.")]
    [InlineData("wire = '\\xff'", "InvalidProtocolBufferException", null)]
    public async Task An_event_that_this_program_cannot_read_stops_it(string damage, string type, string? message)
    {
        await fixture.SellAsync(_tenant, "tills/a", 1, 2, 3);
        await fixture.QueryAsync<long>($"with damaged as (update mt_events set {damage} where tenant_id = '{_tenant}' and seq_id = 2 returning 1) select count(*) from damaged");

        var stopped = (await fixture.Projector(100, new TillTotals()).FinishAsync(_tenant)).Stopped!;

        (stopped.Type, stopped.Position).ShouldBe((type, 2));
        if (message is not null)
            stopped.Message.ShouldBe(message);
        (await fixture.GlanceAsync(_tenant, "tills/a")).ShouldBe((1, TillTotals.Fold([1])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task A_document_that_cannot_be_stored_stops_at_the_event_that_made_it_so(int place)
    {
        for (var i = 1; i <= 8; i++)
            await fixture.Store.AppendAsync(Append(_tenant, Events($"tills/{i}", 0, new TillOpened { DisplayName = i == place ? "poison" : "fine" })));

        var stopped = (await fixture.Projector(100, new Unstorable()).FinishAsync(_tenant)).Stopped!;

        (stopped.Type, stopped.Position).ShouldBe(("UnstorableDocumentException", place));
        (await fixture.QueryAsync<long>($"select count(*) from mt_doc_line where tenant_id = '{_tenant}'")).ShouldBe([place - 1]);
    }

    [Fact]
    public async Task Asking_for_a_document_that_was_not_named_stops_it()
    {
        await fixture.SellAsync(_tenant, "tills/a", 1);

        (await fixture.Projector(100, new Forgetful()).FinishAsync(_tenant)).Stopped!.Type.ShouldBe("UnexpectedDocumentException");
    }

    private sealed class Unstorable() : Projection("unstorable", 1, [TillOpened.Descriptor], [Line.Descriptor])
    {
        public override IEnumerable<DocumentKey> Concerned(StoredEvent stored) => [new(Line.Descriptor, stored.Stream)];

        public override void Project(ProjectedDocuments documents, StoredEvent stored) =>
            documents.Change<Line>(stored.Stream).LineId = ((TillOpened)stored.Data).DisplayName.Replace('p', '\0');
    }

    private sealed class Forgetful() : Projection("forgetful", 1, [SaleMade.Descriptor], [Line.Descriptor])
    {
        public override IEnumerable<DocumentKey> Concerned(StoredEvent stored) => [];

        public override void Project(ProjectedDocuments documents, StoredEvent stored) => documents.Change<Line>(stored.Stream);
    }
}
