using OpsPlatform.Contents.V1;
using OpsPlatform.Domain.Contents;
using State = OpsPlatform.Contents.V1.Content.Types.State;
using Tier = OpsPlatform.Contents.V1.Content.Types.Tier;

namespace OpsPlatform.Domain.Tests.Contents;

/// <summary>What contents are made of, by the mixes of operation plans.</summary>
public sealed class MixTests
{
    [Theory, Trait("row", "CON-03"), Trait("row", "CON-04"), Trait("row", "CON-05")]
    [InlineData(MixPreset.Value, 40, "12/10/8/10")]
    [InlineData(MixPreset.Pyramid, 50, "10/15/25")]
    [InlineData(MixPreset.ThreeThree, 10, "4/3/3")]
    public void A_plan_is_split_by_the_shares(MixPreset preset, int planned, string parts) =>
        string.Join('/', Mixes.Of(new() { Preset = preset, PlannedCount = planned }, []).Classes.Select(part => part.PlannedCount)).ShouldBe(parts);

    [Fact, Trait("row", "CON-02")]
    public void Four_scenes_two_interactions_and_one_hook()
    {
        string[] set = ["usage-scene", "pain-point", "method", "effect-comparison", "qa", "challenge", "emotional-hook"];
        Find(MixPreset.FourTwoOne, set).ShouldBeEmpty();
        Find(MixPreset.FourTwoOne, [.. set, "emotional-hook"]).ShouldBe(["TooMany emotional-hook 2/1"]);
        Find(MixPreset.FourTwoOne, [.. set, .. set]).ShouldBeEmpty();
        Find(MixPreset.FourTwoOne, [.. set.Where(of => of != "effect-comparison")]).ShouldBe(["MissingKind effect-comparison 0/1"]);
    }

    [Fact, Trait("row", "CON-05")]
    public void Three_kinds_are_three()
    {
        Find(MixPreset.ThreeThree, "knowledge", "service").ShouldBe(["MissingKind entertainment 0/1"]);
        Find(MixPreset.ThreeThree, "knowledge", "service", "entertainment").ShouldBeEmpty();
    }

    [Theory, Trait("row", "CON-07")]
    [InlineData(60, 20, true)]
    [InlineData(59, 20, false)]
    [InlineData(60, 21, false)]
    public void Much_from_templates_and_little_of_one_s_own_is_homogeneous(int templated, int original, bool isHomogeneous)
    {
        var all = Enumerable.Range(0, 100).Select(i => New([.. i < templated ? new[] { "templated" } : [], .. i >= 100 - original ? new[] { "original" } : []]));
        Find(MixPreset.Diagnosis, all).ShouldBe(isHomogeneous ? ["Homogeneous templated 6000/6000", "Homogeneous original 2000/2000"] : []);
    }

    [Theory, Trait("row", "CON-26")]
    [InlineData(4, 56, "")]
    [InlineData(3, 56, "Below emotional 3000/4000")]
    [InlineData(4, 55, "NotReached valuable 5500/5500")]
    public void Emotion_is_at_least_40_percent_and_value_above_55(int emotionalOfTen, int valuableOfHundred, string finding)
    {
        var all = Enumerable.Range(0, 100).Select(i => New([.. i % 10 < emotionalOfTen ? new[] { "emotional" } : [], .. i < valuableOfHundred ? new[] { "valuable" } : []]));
        Find(MixPreset.ValueShares, all).ShouldBe(finding.Length == 0 ? [] : [finding]);
    }

    [Theory, Trait("row", "CON-24")]
    [InlineData(25, "")]
    [InlineData(24, "Below original 4800/5000")]
    public void Half_is_original(int originals, string finding) =>
        Find(MixPreset.Originality, Enumerable.Range(0, 50).Select(i => New(i < originals ? ["original"] : []))).ShouldBe(finding.Length == 0 ? [] : [finding]);

    [Theory, Trait("row", "CON-21")]
    [InlineData(3, "")]
    [InlineData(4, "CommercialCapExceeded  4000/3000")]
    public void Three_of_ten_may_sell(int commercial, string finding) =>
        Find(MixPreset.Pyramid, Enumerable.Range(0, 10).Select(i => new Content(New("know-how")) { Commercial = i < commercial })).ShouldBe(finding.Length == 0 ? [] : [finding]);

    [Fact]
    public void What_was_missed_does_not_count()
    {
        var mix = Mixes.Of(new() { Preset = MixPreset.ThreeThree }, [New("knowledge"), new Content(New("service")) { State = State.Missed }]);
        (mix.ContentCount, mix.Classes[0].ActualBps, mix.Classes[2].ContentCount).ShouldBe((1, 10_000, 0));
        Mixes.Of(new() { Preset = MixPreset.ThreeThree }, []).Findings.ShouldBeEmpty();
    }

    [Fact, Trait("row", "CON-06")]
    public void Completion_and_interaction_are_told_by_tier_from_sums()
    {
        Content[] contents =
        [
            Looked(Tier.Super, 900, 450, 90), Looked(Tier.Super, 100, 0, 10), new() { State = State.Live, Tier = Tier.Super },
            new() { State = State.Scheduled, Tier = Tier.Basic }, New("know-how"),
        ];
        Mixes.Of(new() { Preset = MixPreset.Value }, contents).Tiers.ShouldBe(
        [
            new TierResult { Tier = Tier.Basic, ContentCount = 1 },
            new TierResult { Tier = Tier.Super, ContentCount = 3, MeasuredCount = 2, Plays = 1000, CompletionBps = 4500, InteractionBps = 1000 },
        ]);
    }

    private static Content Looked(Tier tier, long plays, long completions, long interactions) =>
        new() { State = State.Live, Tier = tier, Retrospective = new() { Plays = plays, Completions = completions, Interactions = interactions } };

    private static Content New(params string[] classes) => new() { State = State.Live, Classes = { classes } };

    private static IEnumerable<string> Find(MixPreset preset, params string[] classes) => Find(preset, classes.Select(of => New(of)));

    private static IEnumerable<string> Find(MixPreset preset, IEnumerable<Content> contents) =>
        Mixes.Of(new() { Preset = preset }, contents).Findings.Select(finding => $"{finding.Code} {finding.ClassId} {finding.Actual}/{finding.Limit}");
}
