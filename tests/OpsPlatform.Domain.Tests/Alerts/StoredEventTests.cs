using OpsPlatform.Alerts.V1;

namespace OpsPlatform.Domain.Tests.Alerts;

/// <inheritdoc cref="StoredEventSamples"/>
public sealed class StoredEventTests
{
    private static readonly StoredEventSamples Samples = new(AlertsEventsReflection.Descriptor, "Alerts");

    public static TheoryData<string> EventTypes => [.. Samples.Types];

    [Theory, MemberData(nameof(EventTypes))]
    public void A_stored_event_is_read_and_written_as_it_lies_there(string type) => Samples.MustBeReadAndWrittenAsItLiesThere(type);

    [Theory, MemberData(nameof(EventTypes))]
    public void The_sample_of_an_event_fills_every_field(string type) => Samples.MustFillEveryField(type);

    [Fact]
    public void No_event_type_has_gone() => Samples.Samples.Order().ShouldBe(Samples.Types.Order());
}
