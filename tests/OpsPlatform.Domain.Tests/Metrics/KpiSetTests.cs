using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using Direction = OpsPlatform.Metrics.V1.Metric.Types.Direction;
using Measure = OpsPlatform.Metrics.V1.Kpi.Types.Measure;
using Period = OpsPlatform.Metrics.V1.Kpi.Types.Period;
using Warning = OpsPlatform.Metrics.V1.KpiSet.Types.Warning;

namespace OpsPlatform.Domain.Tests.Metrics;

/// <summary>What a workspace's own KPI set can be, and what happens to it.</summary>
public sealed class KpiSetTests
{
    private static readonly DecisionContext Context = new(DateTimeOffset.UnixEpoch, "users/ann", "spring", () => "made");

    private static readonly Dictionary<ErrorReason, Func<object>> Provocations = new()
    {
        [ErrorReason.KpiSetBuiltIn] = () => KpiSetDecider.Create(new("any"), new() { KpiSet = Set(Kpi("plays")) }, KnownMetrics.BuiltIn, Context with { Id = "daily-five" }),
        [ErrorReason.KpiSetDeleted] = () => KpiSetDecider.Update(Given(new KpiSetDeleted { Time = new Timestamp() }), new() { KpiSet = new() { DisplayName = "Summer" } }, KnownMetrics.BuiltIn, Context),
        [ErrorReason.KpiRepeated] = () => Create(Kpi("like-rate"), Kpi("like-rate", 900)),
        [ErrorReason.KpiTargetInvalid] = () => Create(Kpi("like-rate", 10_001)),
        [ErrorReason.KpiDirectionMissing] = () => Create(Kpi("plays", 10)),
        [ErrorReason.KpiPeriodMisplaced] = () => Create(new Kpi { Metric = "like-rate", Target = 10, Per = Period.Month }),
        [ErrorReason.KpiModelUnknown] = () => KpiSetDecider.Create(new("any"), new() { KpiSet = new(Set(Kpi("plays"))) { Model = "none" } }, KnownMetrics.BuiltIn, Context),
    };

    public static TheoryData<ErrorReason> Reasons => [.. Provocations.Keys];

    public static TheoryData<string> BuiltIn => [.. BuiltInKpiSets.All.In("acme").Select(set => set.Name.Split('/')[^1])];

    [Theory, MemberData(nameof(Reasons))]
    public void Its_facts_fill_its_sentences_in_both_languages(ErrorReason reason)
    {
        var refusal = Should.Throw<Refusal>(Provocations[reason]);
        refusal.Reason.ShouldBe(reason);
        var facts = refusal.Facts.Select(fact => fact.Name).ToHashSet();
        Refusals.Braces(Refusals.Template(reason).En).ShouldBe(facts, ignoreOrder: true);
        Refusals.Braces(Refusals.Template(reason).Zh).ShouldBe(facts, ignoreOrder: true);
    }

    [Theory, MemberData(nameof(BuiltIn))]
    public void A_built_in_set_is_one_that_a_workspace_could_have_made(string id)
    {
        var set = BuiltInKpiSets.All.Find(id, "acme")!;
        set.Name.ShouldBe($"workspaces/acme/kpi-sets/{id}");
        set.BuiltIn.ShouldBeTrue();
        KpiSetDecider.Create(new("any"), new() { KpiSet = set }, KnownMetrics.BuiltIn, Context).ShouldHaveSingleItem().ShouldBeOfType<KpiSetCreated>().KpiSet.Kpis.ShouldBe(set.Kpis);
    }

    [Fact]
    public void What_is_left_open_is_as_the_metric_has_it()
    {
        var set = Create(Kpi("group-exit-rate", 1000)).Root;
        set.Kpis.ShouldHaveSingleItem().ShouldBe(new Kpi { Metric = "group-exit-rate", Target = 1000, Direction = Direction.LowerIsBetter, Measure = Measure.Value, Weight = 1 });
        set.CurrencyCode.ShouldBe("CNY");
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(900, 900)]
    [InlineData(900, -1)]
    [InlineData(null, 900)]
    public void A_target_and_a_base_that_cannot_be_are_refused(int? target, int? @base)
    {
        var kpi = new Kpi { Metric = "like-rate" };
        if (target is { } aimed)
            kpi.Target = aimed;
        if (@base is { } begun)
            kpi.Base = begun;
        Should.Throw<Refusal>(() => Create(kpi)).Reason.ShouldBe(ErrorReason.KpiTargetInvalid);
    }

    [Fact, Trait("row", "MET-17")]
    public void A_set_tells_what_it_lacks_of_its_model()
    {
        var thirteen = BuiltInKpiSets.All.Find("fan-kpis")!.Kpis;
        thirteen.Count.ShouldBe(13);
        var set = Set(thirteen.Where(kpi => kpi.Metric != "cart-rate"));
        set.Model = "fan-kpis";
        Created(set).Root.MissingMetrics.ShouldBe(["cart-rate"]);
        set.Kpis.Add(Kpi("cart-rate"));
        Created(set).Root.MissingMetrics.ShouldBeEmpty();
    }

    [Fact, Trait("row", "MET-17")]
    public void More_fans_and_a_higher_order_value_are_at_odds()
    {
        Create(Kpi("followers", 10), Kpi("order-value", 20)).Root.Warnings.ShouldBe([Warning.FansAgainstOrderValue]);
        Create(Kpi("followers", 10), Kpi("order-value")).Root.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void An_edit_changes_what_it_names_and_the_same_again_nothing()
    {
        var edit = new UpdateKpiSetRequest { KpiSet = new KpiSet { Kpis = { Kpi("like-rate", 900) } } };
        var updated = KpiSetDecider.Update(Given(), edit, KnownMetrics.BuiltIn, Context).ShouldHaveSingleItem().ShouldBeOfType<KpiSetUpdated>();
        updated.Paths.ShouldBe(["kpis"]);
        updated.KpiSet.Kpis[0].Direction.ShouldBe(Direction.HigherIsBetter);
        var set = Given(updated);
        (set.Root.DisplayName, set.Root.Kpis[0].Target).ShouldBe(("Spring", 900));
        KpiSetDecider.Update(set, edit, KnownMetrics.BuiltIn, Context).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_deleted_comes_back_and_twice_is_once()
    {
        var deleted = KpiSetDecider.Delete(Given(), new(), Context).ShouldHaveSingleItem();
        KpiSetDecider.Delete(Given(deleted), new(), Context).ShouldBeEmpty();
        Given(deleted, KpiSetDecider.Undelete(Given(deleted), new(), Context).ShouldHaveSingleItem()).Root.DeleteTime.ShouldBeNull();
        KpiSetDecider.Undelete(Given(), new(), Context).ShouldBeEmpty();
    }

    private static Kpi Kpi(string metric, long? target = null)
    {
        var kpi = new Kpi { Metric = metric };
        if (target is { } aimed)
            kpi.Target = aimed;
        return kpi;
    }

    private static KpiSet Set(params IEnumerable<Kpi> kpis) => new() { DisplayName = "Spring", Kpis = { kpis } };

    private static Aggregate<KpiSet> Create(params IEnumerable<Kpi> kpis) => Created(Set(kpis));

    private static Aggregate<KpiSet> Created(KpiSet set) => Fold(KpiSetDecider.Create(new("any"), new() { KpiSet = set }, KnownMetrics.BuiltIn, Context));

    private static Aggregate<KpiSet> Given(params IEnumerable<IMessage> events) => Fold(events.Prepend(new KpiSetCreated { KpiSet = Set(Kpi("completion-rate", 1500)) }));

    private static Aggregate<KpiSet> Fold(IEnumerable<IMessage> events)
    {
        var set = new Aggregate<KpiSet>("workspaces/acme/kpi-sets/spring");
        foreach (var message in events)
            set.Apply(new Recorded(message, set.Version + 1, DateTimeOffset.UnixEpoch), KpiSetDecider.Evolve);
        return set;
    }
}
