using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Persons;
using OpsPlatform.Persons.V1;

namespace OpsPlatform.Domain.Tests.Persons;

public sealed class RecordingRevealsTests
{
    private static readonly DecisionContext Context = new(new DateTimeOffset(2026, 3, 31, 12, 0, 0, TimeSpan.Zero), "acme-privacy", "new", () => "made");
    private static readonly RevealPersonRequest Request = new() { Parent = "workspaces/acme", Resource = "workspaces/acme/budgets/q4/reservations/r1", Purpose = "To call back about the order" };

    [Fact]
    public void A_reveal_records_who_saw_whom_where_and_what_for()
    {
        var reveal = new Aggregate<Reveal>("workspaces/acme/reveals/re-1");
        var stored = RevealDecider.Record(Request, ["one", "two"], Context).ShouldHaveSingleItem();
        reveal.Apply(new Recorded(stored, 1, Context.Time), RevealDecider.Evolve);

        reveal.Root.ShouldBe(new Reveal
        {
            Name = reveal.Name,
            Resource = Request.Resource,
            SubjectDigests = { "one", "two" },
            Purpose = Request.Purpose,
            Principal = "acme-privacy",
            CreateTime = Context.Time.ToTimestamp(),
            Etag = "1",
        });
    }

    [Fact]
    public void Where_nothing_personal_is_there_is_nothing_to_record() =>
        Should.Throw<Refusal>(() => RevealDecider.Record(Request, [], Context).ToList()).Reason.ShouldBe(ErrorReason.NothingPersonal);

    [Fact]
    public void An_event_of_another_noun_is_not_folded() =>
        Should.Throw<UnreachableException>(() => RevealDecider.Evolve(new Aggregate<Reveal>("workspaces/acme/reveals/re-1"), new Recorded(new Empty(), 1, Context.Time)));
}
