using Npgsql;
using OpsPlatform.EventStore.Tests.V1;
using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

public sealed class Projecting(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private readonly string _tenant = $"tenant-{Guid.NewGuid():n}";

    [Fact]
    public async Task Documents_and_position_are_always_of_the_same_events()
    {
        var totals = new TillTotals();
        var projector = fixture.Projector(7, totals);
        long[] amounts = [.. Enumerable.Range(1, 100).Select(amount => (long)amount + 100)];
        await fixture.SellAsync(_tenant, "tills/a", amounts[..5]);
        await projector.FinishAsync(_tenant);
        await fixture.SellAsync(_tenant, "tills/a", amounts[5..]);

        ProjectionAdvance advance;
        do
        {
            advance = await projector.AdvanceAsync(_tenant, totals);
            var (position, total) = await fixture.GlanceAsync(_tenant, "tills/a");
            total.ShouldBe(TillTotals.Fold(amounts.Take((int)position)));
        }
        while (advance.HasMore);
        (await fixture.ProgressAsync(_tenant)).ShouldSatisfyAllConditions(
            progress => progress.Lag.ShouldBe(0),
            progress => progress.Served!.Position.ShouldBe(100));
    }

    [Fact]
    public async Task Events_that_it_does_not_read_move_its_position_on()
    {
        await fixture.Store.AppendAsync(Append(_tenant, Events("tills/a", 0, new TillClosed(), new TillClosed())));

        await fixture.Projector(100, new TillTotals()).FinishAsync(_tenant);

        (await fixture.ProgressAsync(_tenant)).Lag.ShouldBe(0);
        (await fixture.Store.GetDocumentAsync<Line>(_tenant, "tills/a")).ShouldBeNull();
    }

    [Fact]
    public async Task A_document_tells_the_position_of_the_event_that_changed_it_last()
    {
        await fixture.SellAsync(_tenant, "tills/a", 1, 2);
        await fixture.SellAsync(_tenant, "tills/b", 3);

        await fixture.Projector(100, new TillTotals()).FinishAsync(_tenant);

        (await fixture.Store.GetDocumentAsync<Line>(_tenant, "tills/a"))!.Version.ShouldBe(2);
        (await fixture.Store.GetDocumentAsync<Line>(_tenant, "tills/b"))!.Version.ShouldBe(3);
    }

    [Fact]
    public async Task A_batch_that_fails_half_way_leaves_documents_and_position_as_they_were()
    {
        var projector = fixture.Projector(100, new TillTotals());
        await fixture.SellAsync(_tenant, "tills/a", 1);
        await projector.FinishAsync(_tenant);
        await fixture.SellAsync(_tenant, "tills/a", 2);
        await fixture.SellAsync(_tenant, "tills/b", 3);
        await ExecuteAsync($"""
            create function refuse() returns trigger language plpgsql as 'begin raise exception ''the power went''; end';
            create trigger refuse before insert on mt_doc_line for each row when (new.tenant_id = '{_tenant}' and new.id = 'tills/b') execute function refuse();
            """);

        await Should.ThrowAsync<PostgresException>(projector.FinishAsync(_tenant));

        (await fixture.GlanceAsync(_tenant, "tills/a")).ShouldBe((1, TillTotals.Fold([1])));
        await ExecuteAsync("drop function refuse() cascade");
        await projector.FinishAsync(_tenant);
        (await fixture.TotalAsync(_tenant)).ShouldBe(TillTotals.Fold([1, 2]));
        (await fixture.TotalAsync(_tenant, "tills/b")).ShouldBe(TillTotals.Fold([3]));
    }

    [Fact]
    public async Task Runners_that_work_at_once_apply_each_event_once()
    {
        var amounts = new List<long>();
        var done = false;
        async Task RunAsync()
        {
            var projector = fixture.Projector(5, new TillTotals());
            while (!Volatile.Read(ref done))
                await projector.FinishAsync(_tenant);
            await projector.FinishAsync(_tenant);
        }

        Task[] runners = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(RunAsync))];
        for (var i = 0; i < 60; i++)
        {
            long[] next = [.. Enumerable.Range(0, i % 9 + 1).Select(j => (long)(1000 + i * 10 + j))];
            await fixture.SellAsync(_tenant, "tills/a", next);
            amounts.AddRange(next);
        }

        Volatile.Write(ref done, true);
        await Task.WhenAll(runners);
        (await fixture.GlanceAsync(_tenant, "tills/a")).ShouldBe((amounts.Count, TillTotals.Fold(amounts)));
    }

    [Fact]
    public async Task Who_was_slower_than_another_runner_writes_nothing()
    {
        var totals = new TillTotals();
        await fixture.SellAsync(_tenant, "tills/a", 1, 2, 3);
        var documents = new ProjectedDocuments(_tenant);
        documents.Expect(new DocumentKey(Line.Descriptor, "tills/a"));
        documents.BeginAt(1);
        documents.Change<Line>("tills/a").AmountMicros = 999;
        await fixture.Projector(100, totals).FinishAsync(_tenant);

        foreach (var from in new long?[] { null, 0, 2, 4 })
            (await fixture.Store.CommitAsync(new ProjectionStep(_tenant, totals, IsServed: true, from, To: 3, documents, Error: null, Time), default)).ShouldBeFalse();

        (await fixture.TotalAsync(_tenant)).ShouldBe(TillTotals.Fold([1, 2, 3]));
    }

    [Fact]
    public void Projections_of_one_name_or_of_one_document_are_refused()
    {
        Should.Throw<ArgumentException>(() => fixture.Projector(1, new TillTotals(), new TillTotals()));
        Should.Throw<ArgumentException>(() => new StoredTypes([], [Till.Descriptor], [Line.Descriptor, Line.Descriptor]));
        Should.Throw<ArgumentException>(() => new StoredTypes([], [Till.Descriptor], [Till.Descriptor]));
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = fixture.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
