using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using Status = OpsPlatform.Metrics.V1.FunnelStageResult.Types.Status;

namespace OpsPlatform.Domain.Tests.Metrics;

/// <summary>How many of each stage come to the next.</summary>
public sealed class FunnelTests : ScoringTest
{
    private static readonly DecisionContext Context = new(DateTimeOffset.UnixEpoch, "users/ann", "shop", () => "made");

    private static readonly Dictionary<ErrorReason, Func<object>> Provocations = new()
    {
        [ErrorReason.FunnelModelBuiltIn] = () => Set("wechat", Stage("play", "plays"), Stage("like", "likes")),
        [ErrorReason.FunnelStageRepeated] = () => Set("shop", Stage("play", "plays"), Stage("play", "likes")),
        [ErrorReason.FunnelStageInvalid] = () => Set("shop", Stage("play", "plays"), Stage("like", "like-rate")),
        [ErrorReason.MetricNotKnown] = () => Set("shop", Stage("play", "plays"), Stage("like", "likeability")),
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
    public void The_first_stage_has_no_target() =>
        Should.Throw<Refusal>(() => Set("shop", new FunnelStage { Stage = "play", Metric = "plays", TargetBps = 100 }, Stage("like", "likes"))).Reason.ShouldBe(ErrorReason.FunnelStageInvalid);

    [Fact]
    public void The_same_again_changes_nothing_and_a_deleted_one_comes_back()
    {
        var set = Set("shop", Stage("play", "plays"), Stage("like", "likes"));
        var model = Fold(set);
        FunnelModelDecider.Set(model, Asked("shop", Stage("play", "plays"), Stage("like", "likes")), KnownMetrics.BuiltIn, Context).ShouldBeEmpty();
        var deleted = Fold(set, FunnelModelDecider.Delete(model, new(), Context).ShouldHaveSingleItem());
        deleted.Root.Deleted.ShouldBeTrue();
        FunnelModelDecider.Delete(deleted, new(), Context).ShouldBeEmpty();
        FunnelModelDecider.Set(deleted, Asked("shop", Stage("play", "plays"), Stage("like", "likes")), KnownMetrics.BuiltIn, Context).ShouldHaveSingleItem();
    }

    [Fact]
    public void Each_built_in_funnel_is_one_that_a_workspace_could_have_made()
    {
        foreach (var model in BuiltInFunnels.All.In("acme"))
            Fold(Set("own", [.. model.Stages])).Root.Stages.ShouldBe(model.Stages);
    }

    [Fact, Trait("row", "MET-03")]
    public void Rates_are_of_the_stage_before_and_the_overall_one_of_the_first()
    {
        var funnel = Read("three-stage", null, ("plays", 10_000), ("consultations", 800), ("orders", 40));
        funnel.Stages.Select(stage => (stage.HasRateBps, stage.RateBps, stage.Status)).ShouldBe([(false, 0, Status.First), (true, 800, Status.NoTarget), (true, 500, Status.NoTarget)]);
        (funnel.OverallRateBps, funnel.Bottleneck).ShouldBe((40, "buy"));
    }

    [Fact, Trait("row", "MET-03")]
    public void After_an_empty_stage_a_rate_is_undefined_and_after_a_missing_one_unknown()
    {
        var empty = Read("three-stage", null, ("plays", 0), ("consultations", 0), ("orders", 5));
        empty.Stages.Select(stage => stage.Status).ShouldBe([Status.First, Status.Undefined, Status.Undefined]);
        (empty.HasOverallRateBps, empty.Bottleneck, empty.Incomplete).ShouldBe((false, "", false));
        var missing = Read("three-stage", null, ("plays", 10), ("orders", 5));
        missing.Stages.Select(stage => stage.Status).ShouldBe([Status.First, Status.NoData, Status.NoData]);
        (missing.OverallRateBps, missing.Incomplete).ShouldBe((5000, true));
    }

    [Fact, Trait("row", "MET-03")]
    public void The_bottleneck_falls_short_by_the_largest_part_of_its_target()
    {
        // 3 points below 12 are a quarter of it, and 6 below 40 are less.
        var funnel = Read("wechat", null, ("reads", 10_000), ("mini-program-clicks", 2000), ("mini-program-orders", 180), ("mini-program-reorders", 61));
        funnel.Stages.Select(stage => stage.Status).ShouldBe([Status.First, Status.Met, Status.Below, Status.Below]);
        funnel.Bottleneck.ShouldBe("order");
    }

    [Fact, Trait("row", "MET-04")]
    public void The_WeChat_funnel_names_where_it_breaks()
    {
        var met = Read("wechat", null, ("reads", 100_000), ("mini-program-clicks", 20_000), ("mini-program-orders", 2400), ("mini-program-reorders", 960));
        met.Stages.Select(stage => stage.ExpectedValue).ShouldBe([100_000, 20_000, 2400, 960]);
        (met.Stages.Count(stage => stage.Status == Status.Met), met.Bottleneck).ShouldBe((3, ""));

        var below = Read("wechat", null, ("reads", 100_000), ("mini-program-clicks", 8000), ("mini-program-orders", 960), ("mini-program-reorders", 384));
        (below.Stages[1].Status, below.Stages[1].GapBps, below.Bottleneck).ShouldBe((Status.Below, -1200, "browse"));
    }

    [Fact, Trait("row", "MET-05")]
    public void Four_stages_need_the_intake_and_three_do_not_have_it()
    {
        (string, decimal)[] three = [("plays", 100), ("forwards", 50), ("orders", 30)];
        Read("closed-loop-four", null, three).Incomplete.ShouldBeTrue();
        var funnel = Read("closed-loop-three", null, [.. three, ("private-intakes", 40)]);
        (funnel.Incomplete, funnel.Stages.Count).ShouldBe((false, 3));
    }

    [Theory, Trait("row", "MET-05")]
    [InlineData(29, 3000, "STAGE_BREAK")]
    [InlineData(30, 3000, "")]
    [InlineData(29, null, "")]
    public void A_break_is_found_where_a_limit_is_set(int orders, int? limit, string finding) =>
        Read("closed-loop-three", limit, ("plays", 100), ("forwards", 50), ("orders", orders)).Finding.ShouldBe(finding);

    [Fact, Trait("row", "EVA-02"), Trait("row", "MET-29")]
    public void The_chain_from_interaction_to_repurchase_is_a_funnel() =>
        Read("interaction-chain", null, ("interactions", 1000), ("buyers", 100), ("repeat-buyers", 20)).Stages.Skip(1).Select(stage => stage.RateBps).ShouldBe([1000, 2000]);

    private static Funnel Read(string model, int? limit, params (string Metric, decimal Value)[] values) => FunnelRates.Of(
        BuiltInFunnels.All.Find(model)!, March, limit, KnownMetrics.BuiltIn, metric => new(values.Where(value => value.Metric == metric.MetricId).Select(value => Value(value.Value)).FirstOrDefault(), 1));

    private static FunnelStage Stage(string stage, string metric) => new() { Stage = stage, Metric = metric };

    private static SetFunnelModelRequest Asked(string id, params FunnelStage[] stages) => new() { Name = $"workspaces/acme/funnel-models/{id}", DisplayName = "Shop", Stages = { stages } };

    private static IMessage Set(string id, params FunnelStage[] stages) => FunnelModelDecider.Set(new("any"), Asked(id, stages), KnownMetrics.BuiltIn, Context).ShouldHaveSingleItem();

    private static Aggregate<FunnelModel> Fold(params IEnumerable<IMessage> events)
    {
        var model = new Aggregate<FunnelModel>("workspaces/acme/funnel-models/shop");
        foreach (var message in events)
            model.Apply(new Recorded(message, model.Version + 1, DateTimeOffset.UnixEpoch), FunnelModelDecider.Evolve);
        return model;
    }
}
