using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using Correction = OpsPlatform.Campaigns.V1.Experiment.Types.Correction;
using Decision = OpsPlatform.Campaigns.V1.ExperimentResult.Types.Decision;
using Reason = OpsPlatform.Campaigns.V1.ExperimentResult.Types.Reason;
using State = OpsPlatform.Campaigns.V1.Experiment.Types.State;
using Test = OpsPlatform.Campaigns.V1.VariantComparison.Types.Test;

namespace OpsPlatform.Domain.Tests.Campaigns;

/// <summary>Experiments: when they may be concluded, and what comes out.</summary>
public sealed class ExperimentTests
{
    private readonly Aggregate<Campaign> _campaign = Given.Running();

    private Experiment Experiment => _campaign.The<Experiment>();

    [Fact, Trait("row", "EVA-05")]
    public void From_5_to_25_percent_is_an_uplift_of_400_percent_and_is_adopted()
    {
        Create(planned: 100);
        Should.Throw<Refusal>(() => RollOut(500)).Reason.ShouldBe(ErrorReason.ExperimentNotVerified);
        Record(("today", 100, 5), ("new", 100, 25));
        Conclude();
        var comparison = Experiment.Result.Comparisons.ShouldHaveSingleItem();
        (Experiment.State, Experiment.Result.Decision, Experiment.Result.VariantId, comparison.UpliftBps, comparison.Test).ShouldBe((State.Concluded, Decision.Adopt, "new", 40_000, Test.Z));
        RollOut(500);
        (Experiment.State, Experiment.RolloutBps).ShouldBe((State.RollingOut, 500));
        Should.Throw<Refusal>(() => RollOut(400)).Reason.ShouldBe(ErrorReason.ExperimentRolloutOrder);
        RollOut(10_000);
        Experiment.State.ShouldBe(State.RolledOut);
    }

    [Fact, Trait("row", "EVA-06")]
    public void An_uplift_below_the_threshold_changes_nothing()
    {
        Create(planned: 1_000_000);
        Record(("today", 1_000_000, 100_000), ("new", 1_000_000, 103_000));
        Conclude();
        (Experiment.Result.Comparisons[0].Significant, Experiment.Result.Decision, Experiment.Result.Reason).ShouldBe((true, Decision.NoChange, Reason.UpliftTooSmall));
        Should.Throw<Refusal>(() => RollOut(500)).Reason.ShouldBe(ErrorReason.ExperimentNotVerified);
        _campaign.Root.OpenExperiment.ShouldBeEmpty();
    }

    /// <summary>50 of 1000 against 250 of 1000.</summary>
    [Theory, Trait("row", "CON-23"), Trait("row", "EVA-06")]
    [InlineData(6_000, 10_000, Decision.Adopt, Reason.Unspecified)]
    [InlineData(5_999, 10_000, Decision.NoChange, Reason.FeedbackTooLow)]
    [InlineData(6_000, 10_001, Decision.NoChange, Reason.ResourcesTooHigh)]
    public void A_change_is_made_only_if_effect_feedback_and_resources_all_allow_it(int feedback, int resources, Decision decision, Reason reason)
    {
        Create(planned: 1000, request => (request.Experiment.LeastFeedbackBps, request.Experiment.MostResourceBps) = (6_000, 10_000));
        Record(("today", 1000, 50), ("new", 1000, 250));
        Should.Throw<Refusal>(Conclude).Facts.ShouldBe([("missing", "feedback_bps, resource_bps")]);
        _campaign.Happens(1, CampaignDecider.ConcludeExperiment(_campaign, new() { FeedbackBps = feedback, ResourceBps = resources }, Given.On(1)));
        (Experiment.Result.Decision, Experiment.Result.Reason, Experiment.Result.FeedbackBps).ShouldBe((decision, reason, feedback));
    }

    [Fact, Trait("row", "EVA-06"), Trait("row", "CON-23")]
    public void Nothing_else_is_tried_while_one_verifies_or_rolls_out_nor_right_after()
    {
        Create(planned: 100);
        Refused(day: 1).ShouldBe(ErrorReason.ExperimentOpen);
        Record(("today", 100, 5), ("new", 100, 25));
        Conclude();
        Refused(day: 1).ShouldBe(ErrorReason.ExperimentOpen);
        RollOut(10_000);
        Refused(day: 7).ShouldBe(ErrorReason.ExperimentCoolDown);
        CampaignDecider.CreateExperiment(_campaign, Request(1), Given.On(8) with { Id = "second" }).ShouldHaveSingleItem();

        ErrorReason Refused(int day) => Should.Throw<Refusal>(() => CampaignDecider.CreateExperiment(_campaign, Request(1), Given.On(day)).ToList()).Reason;
    }

    [Fact, Trait("row", "EVA-06"), Trait("row", "CON-23")]
    public void The_direction_is_right_in_all_four_ways_or_not_at_all()
    {
        var request = Request(100);
        (request.Experiment.Direction.Trend, request.Experiment.Direction.BrandFit) = (false, false);
        var refusal = Should.Throw<Refusal>(() => CampaignDecider.CreateExperiment(_campaign, request, Given.On(1)).ToList());
        (refusal.Reason, refusal.Facts[0].Value).ShouldBe((ErrorReason.ExperimentDirectionOpen, "trend, brand_fit"));
    }

    [Fact]
    public void Nobody_concludes_before_every_variant_has_its_trials()
    {
        Create(planned: 100);
        Record(("today", 100, 0), ("new", 99, 99));
        var refusal = Should.Throw<Refusal>(Conclude);
        (refusal.Reason, refusal.Sentence()).ShouldBe((ErrorReason.ExperimentTooEarly, "The variant new has 99 trials of the 100 that were planned. A result that is read early is often chance."));
        Record(("new", 1, 0));
        Conclude();
        CampaignDecider.ConcludeExperiment(_campaign, new(), Given.On(1)).ShouldBeEmpty();
        Should.Throw<Refusal>(() => Record(("new", 1, 0))).Reason.ShouldBe(ErrorReason.ExperimentState);
    }

    /// <summary>Against numbers that were computed apart, the exact ones with whole binomials.</summary>
    [Theory]
    [InlineData(100, 5, 100, 25, Test.Z, 0.0000748)]
    [InlineData(1000, 100, 1000, 130, Test.Z, 0.0354885)]
    [InlineData(10, 1, 10, 5, Test.Fisher, 0.1408669)]
    [InlineData(12, 1, 12, 8, Test.Fisher, 0.0094225)]
    [InlineData(20, 0, 20, 0, Test.Fisher, 1)]
    [InlineData(20, 20, 20, 20, Test.Fisher, 1)]
    public void Differences_are_tested_by_what_the_counts_allow(int trials, int successes, int otherTrials, int otherSuccesses, Test test, double pValue)
    {
        var comparison = Result(Correction.Holm, (trials, successes), (otherTrials, otherSuccesses)).Comparisons[0];
        comparison.Test.ShouldBe(test);
        comparison.PValue.ShouldBe(pValue, tolerance: Math.Max(pValue * 0.001, 1e-7));
    }

    /// <summary>Newcombe 1998, table II, case (a) for method 10: 56/70 against 48/80.</summary>
    [Fact]
    public void The_interval_is_Newcombe_s()
    {
        var comparison = Result(Correction.Holm, (80, 48), (70, 56)).Comparisons[0];
        (comparison.DifferenceLowBps, comparison.DifferenceHighBps).ShouldBe((524, 3_339));
    }

    [Fact]
    public void Several_variants_are_corrected_for()
    {
        // By themselves 0.0355, 0.0214 and about 1.
        (int, int)[] variants = [(1000, 100), (1000, 130), (1000, 133), (1000, 100)];
        var holm = Result(Correction.Holm, variants).Comparisons;
        var bonferroni = Result(Correction.Bonferroni, variants).Comparisons;
        for (var index = 0; index < 3; index++)
            bonferroni[index].AdjustedPValue.ShouldBe(Math.Min(3 * bonferroni[index].PValue, 1), 1e-12);
        holm[1].AdjustedPValue.ShouldBe(3 * holm[1].PValue, 1e-12);
        holm[0].AdjustedPValue.ShouldBe(2 * holm[0].PValue, 1e-12);
        holm[2].AdjustedPValue.ShouldBe(1, 1e-12);
        holm.ShouldAllBe(comparison => !comparison.Significant);
        Result(Correction.Holm, variants[..2]).Comparisons[0].Significant.ShouldBeTrue("alone it would be");
    }

    [Fact]
    public void A_variant_that_is_worse_is_never_adopted_and_the_better_of_two_is()
    {
        Result(Correction.Holm, (1000, 300), (1000, 100)).Reason.ShouldBe(Reason.NotSignificant);
        var result = Result(Correction.Holm, (1000, 100), (1000, 200), (1000, 300));
        (result.Decision, result.VariantId).ShouldBe((Decision.Adopt, "v2"));
        Result(Correction.Holm, (1000, 0), (1000, 100)).ShouldSatisfyAllConditions(
            fromNothing => fromNothing.Decision.ShouldBe(Decision.Adopt),
            fromNothing => fromNothing.Comparisons[0].HasUpliftBps.ShouldBeFalse());
    }

    private static ExperimentResult Result(Correction correction, params (int Trials, int Successes)[] variants)
    {
        var experiment = new Experiment { ConfidenceBps = 9_500, Correction = correction, LeastUpliftBps = 500 };
        experiment.Variants.Add(variants.Select((variant, index) => new Variant { VariantId = $"v{index}", TrialCount = variant.Trials, SuccessCount = variant.Successes }));
        return ExperimentResults.Of(experiment);
    }

    internal static CreateExperimentRequest Request(int planned) => new()
    {
        Experiment = new Experiment
        {
            DisplayName = "Shorter hook",
            Observation = "Few watch beyond three seconds",
            Diagnosis = "The hook is slow",
            Adjustment = "Show the result first",
            Direction = new DirectionCheck { Need = true, Trend = true, BrandFit = true, Feasibility = true },
            Variants = { new Variant { VariantId = "today" }, new Variant { VariantId = "new" } },
            PlannedTrialCount = planned,
        },
    };

    private void Create(int planned, Action<CreateExperimentRequest>? change = null)
    {
        var request = Request(planned);
        change?.Invoke(request);
        _campaign.Happens(1, CampaignDecider.CreateExperiment(_campaign, request, Given.On(1) with { Id = "hook" }));
    }

    private void Record(params (string Variant, int Trials, int Successes)[] counts) =>
        _campaign.Happens(1, CampaignDecider.RecordExperiment(_campaign, new() { Counts = { counts.Select(count => new VariantCount { VariantId = count.Variant, TrialCount = count.Trials, SuccessCount = count.Successes }) } }, Given.On(1)));

    private void Conclude() => _campaign.Happens(1, CampaignDecider.ConcludeExperiment(_campaign, new(), Given.On(1)));

    private void RollOut(int bps) => _campaign.Happens(1, CampaignDecider.RollOutExperiment(_campaign, new() { RolloutBps = bps }, Given.On(1)));
}
