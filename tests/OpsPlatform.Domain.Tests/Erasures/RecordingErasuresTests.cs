using System.Diagnostics;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Domain.Erasures;
using OpsPlatform.Erasures.V1;

namespace OpsPlatform.Domain.Tests.Erasures;

public sealed class RecordingErasuresTests
{
    private static readonly DecisionContext Context = new(new DateTimeOffset(2026, 3, 31, 12, 0, 0, TimeSpan.Zero), "system", "new", () => "made");

    [Fact]
    public void An_erasure_is_recorded_as_the_ledger_decided_it()
    {
        var erasure = new Aggregate<Erasure>("workspaces/acme/erasures/er-1");
        var decided = Sample();

        ErasureDecider.Record(erasure, decided, Context).ShouldBe([decided]);
        erasure.Apply(new Recorded(decided, 1, Context.Time), ErasureDecider.Evolve);

        foreach (var field in SubjectErased.Descriptor.Fields.InDeclarationOrder())
            Erasure.Descriptor.FindFieldByName(field.Name).Accessor.GetValue(erasure.Root).ShouldBe(field.Accessor.GetValue(decided), field.Name);
        (erasure.Root.Name, erasure.Root.Etag, erasure.Root.Certificate).ShouldBe((erasure.Name, "1", ""));
    }

    [Fact]
    public void Recording_it_again_changes_nothing()
    {
        var erasure = new Aggregate<Erasure>("workspaces/acme/erasures/er-1");
        erasure.Apply(new Recorded(Sample(), 1, Context.Time), ErasureDecider.Evolve);
        ErasureDecider.Record(erasure, Sample(), Context).ShouldBeEmpty();
    }

    [Fact]
    public void An_event_of_another_noun_is_not_folded() =>
        Should.Throw<UnreachableException>(() => ErasureDecider.Evolve(new Aggregate<Erasure>("workspaces/acme/erasures/er-1"), new Recorded(new Empty(), 1, Context.Time)));

    [Fact]
    public void The_stored_event_is_read_and_written_as_it_lies_there_with_every_field()
    {
        var sample = Sample();
        JsonNode.DeepEquals(JsonNode.Parse(JsonFormatter.Default.Format(sample)), JsonNode.Parse(Golden())).ShouldBeTrue();
        foreach (var field in SubjectErased.Descriptor.Fields.InDeclarationOrder())
            field.Accessor.GetValue(sample).ShouldNotBe(field.Accessor.GetValue(new SubjectErased()), field.Name);
        ErasuresEventsReflection.Descriptor.MessageTypes.ShouldHaveSingleItem("a new event needs a sample");
    }

    private static SubjectErased Sample() => SubjectErased.Parser.ParseJson(Golden());

    private static string Golden() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Erasures", "Golden", "subject_erased.json"));
}
