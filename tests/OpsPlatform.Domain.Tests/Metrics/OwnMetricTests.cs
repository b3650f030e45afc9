using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using static OpsPlatform.Metrics.V1.Metric.Types;

namespace OpsPlatform.Domain.Tests.Metrics;

/// <summary>What a workspace's own metric can be, and what happens to it.</summary>
public sealed class OwnMetricTests
{
    private static readonly DecisionContext Context = new(DateTimeOffset.UnixEpoch, "users/ann", "saves", () => "made");

    private static readonly Dictionary<ErrorReason, Func<object>> Provocations = new()
    {
        [ErrorReason.MetricBuiltIn] = () => MetricDecider.Create(new("any"), new() { Metric = Saves }, KnownMetrics.BuiltIn, Context with { Id = "plays" }),
        [ErrorReason.MetricPartsInvalid] = () => MetricDecider.Create(new("any"), new() { Metric = Rate("plays", "sales") }, KnownMetrics.BuiltIn, Context),
        [ErrorReason.MetricNotKnown] = () => MetricDecider.Create(new("any"), new() { Metric = Rate("saves", "plays") }, KnownMetrics.BuiltIn, Context).ToList(),
        [ErrorReason.MetricDeleted] = () => MetricDecider.Update(Made(new MetricDeleted { Time = new() }), new() { Metric = new() }, Context),
    };

    public static TheoryData<ErrorReason> Reasons => [.. Provocations.Keys];

    private static Metric Saves => new() { DisplayName = "Saves 收藏", Unit = Unit.Count, Aggregation = Aggregation.Sum };

    [Theory, MemberData(nameof(Reasons))]
    public void Its_facts_fill_its_sentences_in_both_languages(ErrorReason reason)
    {
        var refusal = Should.Throw<Refusal>(() => Provocations[reason]());
        refusal.Reason.ShouldBe(reason);
        var facts = refusal.Facts.Select(fact => fact.Name).ToHashSet();
        Refusals.Braces(Refusals.Template(reason).En).ShouldBe(facts, ignoreOrder: true);
        Refusals.Braces(Refusals.Template(reason).Zh).ShouldBe(facts, ignoreOrder: true);
    }

    [Fact]
    public void What_is_left_open_follows_from_its_unit()
    {
        var saves = Made().Root;
        (saves.MetricId, saves.Class, saves.HighestValue, saves.BuiltIn).ShouldBe(("saves", Class.Own, 1_000_000_000_000_000, false));
        Created(Rate("saves", "plays"), new KnownMetrics([saves])).HighestValue.ShouldBe(10_000);
    }

    /// <summary>Rates are computed from parts that give them, and never averaged.</summary>
    [Theory]
    [InlineData(Unit.Ratio, Aggregation.Mean, "", "")]
    [InlineData(Unit.Count, Aggregation.Sum, "likes", "plays")]
    [InlineData(Unit.Ratio, Aggregation.Quotient, "likes", "")]
    [InlineData(Unit.Ratio, Aggregation.Quotient, "like-rate", "plays")]
    [InlineData(Unit.Ratio, Aggregation.Quotient, "followers", "plays")]
    [InlineData(Unit.Count, Aggregation.Quotient, "sales", "orders")]
    [InlineData(Unit.Micros, Aggregation.Quotient, "sales", "marketing-cost")]
    public void What_does_not_give_it_is_refused(Unit unit, Aggregation aggregation, string numerator, string denominator) =>
        Should.Throw<Refusal>(() => Created(new() { DisplayName = "Odd", Unit = unit, Aggregation = aggregation, NumeratorMetricId = numerator, DenominatorMetricId = denominator }, KnownMetrics.BuiltIn))
            .Facts[0].Value.ShouldBeOfType<Sentence>();

    [Theory]
    [InlineData(Unit.Micros, "sales", "buyers")]
    [InlineData(Unit.Ratio, "sales", "marketing-cost")]
    [InlineData(Unit.Duration, "rectification-duration", "violations")]
    public void What_gives_it_is_taken(Unit unit, string numerator, string denominator) =>
        Created(new() { DisplayName = "Even", Unit = unit, Aggregation = Aggregation.Quotient, NumeratorMetricId = numerator, DenominatorMetricId = denominator }, KnownMetrics.BuiltIn).Unit.ShouldBe(unit);

    [Fact]
    public void It_is_edited_deleted_and_brought_back_and_a_repeat_changes_nothing()
    {
        var edit = new UpdateMetricRequest { Metric = new() { DisplayName = "Bookmarks", Direction = Direction.HigherIsBetter, Unit = Unit.Micros } };
        var updated = MetricDecider.Update(Made(), edit, Context).ShouldHaveSingleItem();
        var metric = Made(updated);
        (metric.Root.DisplayName, metric.Root.Direction, metric.Root.Unit).ShouldBe(("Bookmarks", Direction.HigherIsBetter, Unit.Count), "a unit never changes");
        MetricDecider.Update(metric, edit, Context).ShouldBeEmpty();

        var deleted = Made(MetricDecider.Delete(metric, new(), Context));
        MetricDecider.Delete(deleted, new(), Context).ShouldBeEmpty();
        var known = new KnownMetrics([deleted.Root]);
        known.Find("saves").ShouldBeNull("nothing new names it");
        known["saves"].ShouldBe(deleted.Root, "what names it already is read as before");
        MetricDecider.Undelete(Made(), new(), Context).ShouldBeEmpty();
        Made([.. MetricDecider.Delete(metric, new(), Context), .. MetricDecider.Undelete(deleted, new(), Context)]).Root.DeleteTime.ShouldBeNull();
    }

    private static Metric Rate(string numerator, string denominator) =>
        new() { DisplayName = "Save rate", Unit = Unit.Ratio, Aggregation = Aggregation.Quotient, NumeratorMetricId = numerator, DenominatorMetricId = denominator };

    private static Metric Created(Metric metric, KnownMetrics metrics) =>
        MetricDecider.Create(new("any"), new() { Metric = metric }, metrics, Context).ShouldHaveSingleItem().ShouldBeOfType<MetricCreated>().Metric;

    private static Aggregate<Metric> Made(params IEnumerable<IMessage> events)
    {
        var metric = new Aggregate<Metric>("workspaces/acme/metrics/saves");
        foreach (var message in events.Prepend(new MetricCreated { Metric = Created(Saves, KnownMetrics.BuiltIn) }))
            metric.Apply(new Recorded(message, metric.Version + 1, DateTimeOffset.UnixEpoch), MetricDecider.Evolve);
        return metric;
    }
}
