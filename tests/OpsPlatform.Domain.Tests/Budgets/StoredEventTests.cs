using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Domain.Tests.Budgets;

/// <inheritdoc cref="StoredEventSamples"/>
public sealed class StoredEventTests
{
    private static readonly StoredEventSamples Samples = new(BudgetsEventsReflection.Descriptor, "Budgets");

    public static TheoryData<string> EventTypes => [.. Samples.Types];

    [Theory, MemberData(nameof(EventTypes))]
    public void A_stored_event_is_read_and_written_as_it_lies_there(string type) => Samples.MustBeReadAndWrittenAsItLiesThere(type);

    [Theory, MemberData(nameof(EventTypes))]
    public void The_sample_of_an_event_fills_every_field(string type) => Samples.MustFillEveryField(type);

    [Fact]
    public void No_event_type_has_gone() =>
        Samples.Samples.Order().ShouldBe(Samples.Types.Order());

    [Fact]
    public void A_field_of_a_later_version_is_refused_rather_than_lost() =>
        Should.Throw<InvalidProtocolBufferException>(() => JsonParser.Default.Parse<BudgetSubmitted>("""{"submitter":"alice","later":1}"""));

    [Fact]
    public void An_event_of_another_noun_is_not_folded() =>
        Should.Throw<UnreachableException>(() => Scenario.Given(new Empty()))
            .Message.ShouldBe("workspaces/acme/budgets/q4 has an event that no budget can have, google.protobuf.Empty, at version 1.");
}
