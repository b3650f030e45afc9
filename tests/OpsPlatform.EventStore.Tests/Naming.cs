using Google.Protobuf.WellKnownTypes;
using OpsPlatform.EventStore.Tests.V1;
using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

public sealed class Naming(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Theory]
    [InlineData("FundsReserved", "funds_reserved")]
    [InlineData("Budget", "budget")]
    [InlineData("KPISetUpdated", "kpi_set_updated")]
    [InlineData("Phase2Started", "phase2_started")]
    [InlineData("Already_Split", "already_split")]
    public void A_message_is_stored_under_its_name_in_snake_case(string name, string stored) => StoredType.SnakeCase(name).ShouldBe(stored);

    [Fact]
    public void Two_messages_of_one_name_are_refused()
    {
        Should.Throw<ArgumentException>(() => new StoredTypes([Receipt.Descriptor, Disagreeing.Types.Receipt.Descriptor], [])).Message.ShouldContain("'receipt'");
        Should.Throw<ArgumentException>(() => new StoredTypes([], [Receipt.Descriptor, Disagreeing.Types.Receipt.Descriptor])).Message.ShouldContain("'mt_doc_receipt'");
    }

    [Fact]
    public async Task Messages_that_were_not_registered_are_refused()
    {
        await Should.ThrowAsync<ArgumentException>(fixture.Store.AppendAsync(Append("naming", Events("tills/a", 0, new Empty()))));
        await Should.ThrowAsync<ArgumentException>(fixture.Store.AppendAsync(Append("naming") with { Documents = [new DocumentWrite("a", new Empty(), 1)] }));
        await Should.ThrowAsync<InvalidOperationException>(fixture.Store.GetDocumentAsync<Empty>("naming", "a"));
        (await fixture.Store.ReadStreamAsync("naming", "tills/a", new StreamQuery(1))).Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stored_event_that_the_program_does_not_know_is_named_when_it_is_read()
    {
        await fixture.Store.AppendAsync(Append("naming", Events("tills/unknown", 0, new SaleMade())));
        var older = new PostgresEventStore(fixture.Database, new StoredTypes([TillOpened.Descriptor], []));

        (await Should.ThrowAsync<InvalidOperationException>(older.ReadStreamAsync("naming", "tills/unknown", new StreamQuery(1)))).Message.ShouldContain("'sale_made'");
    }

    [Fact]
    public void Events_that_disagree_about_a_field_cannot_be_filtered_together() =>
        Should.Throw<ArgumentException>(() => new EventFields(new Dictionary<string, EventColumn>(), [Receipt.Descriptor, Disagreeing.Descriptor])).Message.ShouldContain("different types");
}
