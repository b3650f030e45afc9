using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Domain.Tests.Metrics;

/// <summary>Users in the stages of their lifecycle: each in one, and moving as the model leads.</summary>
public sealed class AudienceTests
{
    private static readonly DecisionContext Context = new(new(2026, 5, 31, 8, 0, 0, TimeSpan.Zero), "users/ann", "fans", () => "made");

    private static readonly Dictionary<ErrorReason, Func<object>> Provocations = new()
    {
        [ErrorReason.LifecycleModelBuiltIn] = () => LifecycleModelDecider.Set(new("any"), Model("six-stages", new LifecycleStage { Stage = "trial" }), Context),
        [ErrorReason.LifecycleStagesInvalid] = () => LifecycleModelDecider.Set(new("any"), Model("members", new LifecycleStage { Stage = "trial", NextStages = { "member" } }), Context),
        [ErrorReason.AudienceModelFixed] = () => Record("four-segments", Given("five-segments", March(("new", 1))), Request(April(), ("new", 1))),
        [ErrorReason.AudienceStageUnknown] = () => Record("four-segments", new("any"), Request(March(), ("high-value", 1))),
        [ErrorReason.AudienceMoveRefused] = () => Record("six-stages", Given("six-stages", March(("awareness", 5))), Request(April(), [("awareness", 4), ("loyalty", 1)], ("awareness", 1, "loyalty"))),
        [ErrorReason.AudienceUnbalanced] = () => Record("six-stages", Given("six-stages", March(("awareness", 5))), Request(April(), [("awareness", 4), ("interest", 2)], ("awareness", 1, "interest"))),
        [ErrorReason.AudienceDateInvalid] = () => Record("six-stages", Given("six-stages", March(("awareness", 5))), Request(March(), ("awareness", 6))),
    };

    public static TheoryData<ErrorReason> Reasons => [.. Provocations.Keys];

    [Theory, MemberData(nameof(Reasons))]
    public void Its_facts_fill_its_sentences_in_both_languages(ErrorReason reason)
    {
        var refusal = Should.Throw<Refusal>(Provocations[reason]);
        refusal.Reason.ShouldBe(reason);
        var facts = refusal.Facts.Select(fact => fact.Name).ToHashSet();
        Refusals.Braces(Refusals.Template(reason).En).ShouldBe(facts, ignoreOrder: true);
        Refusals.Braces(Refusals.Template(reason).Zh).ShouldBe(facts, ignoreOrder: true);
    }

    [Fact]
    public void Each_built_in_model_is_one_that_a_workspace_could_have_made() =>
        BuiltInLifecycles.All.In("acme").ShouldAllBe(model => LifecycleModelDecider.Set(new("any"), Model("own", model.Stages.ToArray()), Context).Any());

    [Fact, Trait("row", "MET-12"), Trait("row", "MET-13")]
    public void Models_differ_in_their_segments()
    {
        Stages("five-segments").ShouldBe(["new", "active", "silent", "high-value", "churn-risk"]);
        Stages("four-segments").ShouldBe(["new", "active", "silent", "lost"]);
        Stages("three-stages").ShouldBe(["awareness", "interest", "loyalty"]);
        Stages("six-stages").ShouldBe(["awareness", "interest", "participation", "loyalty", "propagation", "churn"]);
        BuiltInLifecycles.All.Find("four-segments")!.Stages[^1].Measures.ShouldBe(["recall-task"]);

        static IEnumerable<string> Stages(string model) => BuiltInLifecycles.All.Find(model)!.Stages.Select(stage => stage.Stage);
    }

    [Theory, Trait("row", "MET-16")]
    [InlineData("fan-emotion", "light-interest medium-recognition deep-loyalty")]
    [InlineData("fan-identity", "ordinary-fan core-fan opinion-leader")]
    [InlineData("fan-interaction", "one-way two-way co-creation")]
    public void Fans_are_of_one_kind_in_each_respect(string model, string kinds) =>
        string.Join(' ', BuiltInLifecycles.All.Find(model)!.Stages.Select(stage => stage.Stage)).ShouldBe(kinds);

    [Theory, Trait("row", "MET-15"), Trait("row", "FAN-04")]
    [InlineData("awareness", "interest", true)]
    [InlineData("awareness", "loyalty", false)]
    [InlineData("awareness", "propagation", false)]
    [InlineData("awareness", "churn", true)]
    [InlineData("propagation", "churn", true)]
    [InlineData("churn", "awareness", true)]
    [InlineData("churn", "loyalty", false)]
    [InlineData("interest", "awareness", false)]
    [InlineData("loyalty", "", true)]
    [InlineData("", "awareness", true)]
    [InlineData("", "loyalty", false)]
    public void Users_move_as_the_six_stages_lead(string source, string destination, bool allowed)
    {
        var six = BuiltInLifecycles.All.Find("six-stages")!.Stages.Select(stage => (stage.Stage, Users: 10L)).ToArray();
        var after = six.Select(each => (each.Stage, each.Users - (each.Stage == source ? 1 : 0) + (each.Stage == destination ? 1 : 0))).ToArray();
        var move = () => Record("six-stages", Given("six-stages", March(six)), Request(April(), after, (source, 1, destination)));
        if (allowed)
            move().ShouldNotBeEmpty();
        else
            Should.Throw<Refusal>(move).Reason.ShouldBe(ErrorReason.AudienceMoveRefused);
    }

    [Fact, Trait("row", "MET-12")]
    public void A_record_has_its_movers_only_and_every_segment()
    {
        var given = Given("five-segments", March(("new", 100), ("silent", 100)));
        var recorded = Record("five-segments", given, Request(April(), [("new", 120), ("active", 25), ("silent", 75)], ("silent", 25, "active"), ("", 20, "new"))).ShouldHaveSingleItem().ShouldBeOfType<AudienceRecorded>();
        recorded.Record.Segments.Select(segment => segment.Users).ShouldBe([120, 25, 75, 0, 0]);
        recorded.Record.Moves.Count.ShouldBe(2);
        var then = Given("five-segments", March(("new", 100), ("silent", 100)), recorded);
        Record("five-segments", then, Request(April(), [("new", 120), ("active", 25), ("silent", 75)], ("silent", 25, "active"), ("", 20, "new"))).ShouldBeEmpty();
        then.Root.Records.Select(record => record.RecordDate.Month).ShouldBe([3, 4]);
    }

    [Fact]
    public void A_stage_is_recorded_once()
    {
        Should.Throw<Refusal>(() => Record("four-segments", new("any"), Request(March(), ("new", 1), ("new", 2)))).Reason.ShouldBe(ErrorReason.AudienceStageUnknown);
        Should.Throw<Refusal>(() => Record("four-segments", new("any"), Request(new Date { Year = 2026, Month = 6, Day = 2 }, ("new", 1)))).Reason.ShouldBe(ErrorReason.AudienceDateInvalid);
    }

    [Theory, Trait("row", "FAN-04"), Trait("row", "MET-28")]
    [InlineData(3, 31, "")]
    [InlineData(4, 1, "TIER_STALE")]
    public void What_was_not_recorded_this_month_is_stale(int month, int day, string finding) =>
        AudienceDecider.Finding(Given("five-segments", March(("new", 1))).Root, new(2026, month, day)).ShouldBe(finding);

    [Fact]
    public void Two_years_are_kept()
    {
        var records = Enumerable.Range(1, 30).Select(day => new AudienceRecorded { LifecycleModel = "four-segments", Record = new AudienceRecord { RecordDate = new Date { Year = 2026, Month = 3, Day = day } } });
        Fold(records).Root.Records.Select(record => record.RecordDate.Day).ShouldBe(Enumerable.Range(7, 24));
    }

    private static Date March() => new() { Year = 2026, Month = 3, Day = 31 };

    private static Date April() => new() { Year = 2026, Month = 4, Day = 30 };

    private static AudienceRecord March(params (string Stage, long Users)[] segments) => new() { RecordDate = March(), Segments = { segments.Select(each => new AudienceSegment { Stage = each.Stage, Users = each.Users }) } };

    private static RecordAudienceRequest Request(Date date, params (string Stage, long Users)[] segments) => Request(date, segments, []);

    private static RecordAudienceRequest Request(Date date, (string Stage, long Users)[] segments, params (string Source, long Users, string Destination)[] moves) => new()
    {
        RecordDate = date,
        Segments = { segments.Select(each => new AudienceSegment { Stage = each.Stage, Users = each.Users }) },
        Moves = { moves.Select(move => new AudienceMove { Source = move.Source, Users = move.Users, Destination = move.Destination }) },
    };

    private static SetLifecycleModelRequest Model(string id, params LifecycleStage[] stages) => new() { Name = $"workspaces/acme/lifecycle-models/{id}", DisplayName = "Members", Stages = { stages } };

    private static List<IMessage> Record(string model, Aggregate<Audience> audience, RecordAudienceRequest request) =>
        [.. AudienceDecider.Record(audience, request, BuiltInLifecycles.All.Find(model)!, model, Context)];

    private static Aggregate<Audience> Given(string model, AudienceRecord first, params IEnumerable<IMessage> more) => Fold(more.Prepend(new AudienceRecorded { LifecycleModel = model, Record = first }));

    private static Aggregate<Audience> Fold(IEnumerable<IMessage> events)
    {
        var audience = new Aggregate<Audience>("workspaces/acme/audiences/fans");
        foreach (var message in events)
            audience.Apply(new Recorded(message, audience.Version + 1, DateTimeOffset.UnixEpoch), AudienceDecider.Evolve);
        return audience;
    }
}
