using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using State = OpsPlatform.Campaigns.V1.Experiment.Types.State;

namespace OpsPlatform.Server.Tests.Campaigns;

/// <summary>Changes are tried on a part before they are made for all.</summary>
public sealed class Experimenting(RunningServer server) : CampaignTest(server)
{
    [Fact, Trait("row", "CON-22")]
    public async Task Of_5_and_25_percent_the_second_wins_and_goes_grey_before_it_is_for_all()
    {
        var campaign = (await CreateAsync()).Name;
        await Campaigns.StartCampaignAsync(new() { Name = campaign });
        var tried = (await BeginAsync(campaign)).Name;
        await RecordAsync(tried, ("today", 1000, 50), ("new", 1000, 250));
        await Campaigns.RollOutExperimentAsync(new() { Name = tried, RolloutBps = 1_000 }).Refused(ErrorReason.ExperimentNotVerified);
        var result = (await Campaigns.ConcludeExperimentAsync(new() { Name = tried })).Result;
        (result.VariantId, result.Comparisons[0].Significant).ShouldBe(("new", true));
        result.Comparisons[0].PValue.ShouldBeInRange(0, 1e-10);
        foreach (var share in new[] { 1_000, 5_000, 10_000 })
            (await Campaigns.RollOutExperimentAsync(new() { Name = tried, RolloutBps = share })).RolloutBps.ShouldBe(share);
    }

    [Fact, Trait("row", "EVA-05")]
    public async Task An_experiment_is_recorded_concluded_and_rolled_out_in_steps()
    {
        var campaign = (await CreateAsync()).Name;
        await BeginAsync(campaign).Refused(ErrorReason.CampaignState);
        await Campaigns.StartCampaignAsync(new() { Name = campaign });
        var begun = await BeginAsync(campaign);
        (begun.State, begun.ConfidenceBps, begun.LeastUpliftBps).ShouldBe((State.Verifying, 9_500, 500));
        await Campaigns.RollOutExperimentAsync(new() { Name = begun.Name, RolloutBps = 500 }).Refused(ErrorReason.ExperimentNotVerified);
        await BeginAsync(campaign).Refused(ErrorReason.ExperimentOpen);

        await RecordAsync(begun.Name, ("today", 60, 3), ("new", 99, 25));
        (await Campaigns.ConcludeExperimentAsync(new() { Name = begun.Name }).Refused(ErrorReason.ExperimentTooEarly)).Info.Metadata["trials"].ShouldBe("60");
        await RecordAsync(begun.Name, ("today", 40, 2), ("new", 1, 0));
        var concluded = await Campaigns.ConcludeExperimentAsync(new() { Name = begun.Name });
        (concluded.State, concluded.Result.VariantId, concluded.Result.Comparisons[0].UpliftBps).ShouldBe((State.Concluded, "new", 40_000));
        (await Campaigns.RollOutExperimentAsync(new() { Name = begun.Name, RolloutBps = 2_000 })).State.ShouldBe(State.RollingOut);
        var all = await Campaigns.RollOutExperimentAsync(new() { Name = begun.Name, RolloutBps = 10_000 });
        all.State.ShouldBe(State.RolledOut);

        (await Campaigns.GetExperimentAsync(new() { Name = begun.Name })).ShouldBe(all);
        (await Campaigns.ListExperimentsAsync(new() { Parent = campaign, Filter = "state = ROLLED_OUT" })).Experiments.ShouldBe([all]);
        (await Campaigns.GetCampaignAsync(new() { Name = campaign })).OpenExperiment.ShouldBeEmpty();
        await BeginAsync(campaign).Refused(ErrorReason.ExperimentCoolDown);
        Server.Clock.Leap(TimeSpan.FromDays(7));
        (await BeginAsync(campaign)).State.ShouldBe(State.Verifying);
    }

    [Fact, Trait("row", "EVA-06")]
    public async Task One_that_is_given_up_makes_room_for_another()
    {
        var campaign = (await CreateAsync()).Name;
        await Campaigns.StartCampaignAsync(new() { Name = campaign });
        var experiment = await BeginAsync(campaign);
        await RecordAsync(experiment.Name, ("today", 1, 2)).Refused(ErrorReason.ExperimentCountsInvalid);
        await RecordAsync(experiment.Name, ("other", 1, 1)).Refused(ErrorReason.ExperimentVariantUnknown);
        var stopped = await Campaigns.StopExperimentAsync(new() { Name = experiment.Name, Reason = "The platform changed" });
        (stopped.State, stopped.StateReason).ShouldBe((State.Stopped, "The platform changed"));
        (await BeginAsync(campaign)).State.ShouldBe(State.Verifying);
        await Campaigns.CreateExperimentAsync(new() { Parent = $"{Workspace}/campaigns/nowhere", Experiment = Hook() }).Refused(ErrorReason.ResourceNotFound);
    }

    private Grpc.Core.AsyncUnaryCall<Experiment> BeginAsync(string campaign) =>
        Campaigns.CreateExperimentAsync(new() { Parent = campaign, ExperimentId = NewId("e"), Experiment = Hook() });

    private Grpc.Core.AsyncUnaryCall<Experiment> RecordAsync(string name, params (string Variant, int Trials, int Successes)[] counts) => Campaigns.RecordExperimentAsync(new()
    {
        Name = name,
        Counts = { counts.Select(count => new VariantCount { VariantId = count.Variant, TrialCount = count.Trials, SuccessCount = count.Successes }) },
    });

    private static Experiment Hook() => new()
    {
        DisplayName = "Shorter hook",
        Observation = "Few watch beyond three seconds",
        Diagnosis = "The hook is slow",
        Adjustment = "Show the result first",
        Direction = new DirectionCheck { Need = true, Trend = true, BrandFit = true, Feasibility = true },
        Variants = { new Variant { VariantId = "today" }, new Variant { VariantId = "new" } },
        PlannedTrialCount = 100,
    };
}
