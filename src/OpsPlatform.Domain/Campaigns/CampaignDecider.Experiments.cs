using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using Correction = OpsPlatform.Campaigns.V1.Experiment.Types.Correction;
using Decision = OpsPlatform.Campaigns.V1.ExperimentResult.Types.Decision;
using ExperimentState = OpsPlatform.Campaigns.V1.Experiment.Types.State;
using State = OpsPlatform.Campaigns.V1.Campaign.Types.State;

namespace OpsPlatform.Domain.Campaigns;

public static partial class CampaignDecider
{
    private const int DefaultConfidenceBps = 9_500;
    private const int DefaultLeastUpliftBps = 500;
    private const int Everybody = 10_000;

    /// <summary>Sums of two variants still fit into the counts that the tests take.</summary>
    private const int MostTrials = 1_000_000_000;

    private static readonly Duration DefaultCoolDown = Duration.FromTimeSpan(TimeSpan.FromDays(7));

    public static IEnumerable<IMessage> CreateExperiment(Aggregate<Campaign> campaign, CreateExperimentRequest request, DecisionContext context)
    {
        MustBeThere(campaign.Root);
        campaign.Root.MustBe(State.Running);
        if (campaign.Root.OpenExperiment.Length > 0)
            throw new Refusal(ErrorReason.ExperimentOpen, "", ("experiment", campaign.Root.OpenExperiment));
        if (campaign.Root.CoolDownEndTime is { } end && end.ToDateTimeOffset() > context.Time)
            throw new Refusal(ErrorReason.ExperimentCoolDown, "", ("end_time", $"{end.ToDateTime():yyyy-MM-ddTHH:mm:ssZ}"));
        var given = request.Experiment;
        MustGoTheRightWay(given.Direction);
        if (given.Variants.GroupBy(variant => variant.VariantId).FirstOrDefault(same => same.Count() > 1) is { } repeated)
            throw new Refusal(ErrorReason.ExperimentVariantRepeated, "experiment.variants", ("variant", repeated.Key));
        return [new ExperimentCreated { ExperimentId = context.Id, Experiment = Drafted(given) }];
    }

    public static IEnumerable<IMessage> RecordExperiment(Aggregate<Campaign> campaign, RecordExperimentRequest request, DecisionContext context)
    {
        var experiment = Verifying(campaign);
        foreach (var count in request.Counts)
        {
            var variant = experiment.Variants.FirstOrDefault(each => each.VariantId == count.VariantId)
                ?? throw new Refusal(ErrorReason.ExperimentVariantUnknown, "counts", ("variant", count.VariantId));
            if (count.SuccessCount > count.TrialCount || variant.TrialCount + count.TrialCount > MostTrials)
                throw new Refusal(ErrorReason.ExperimentCountsInvalid, "counts", ("variant", count.VariantId), ("successes", count.SuccessCount), ("trials", count.TrialCount), ("most", MostTrials));
        }

        if (request.Counts.GroupBy(count => count.VariantId).FirstOrDefault(same => same.Count() > 1) is { } repeated)
            throw new Refusal(ErrorReason.ExperimentVariantRepeated, "counts", ("variant", repeated.Key));
        return [new ExperimentRecorded { ExperimentId = Id(experiment), Counts = { request.Counts } }];
    }

    public static IEnumerable<IMessage> ConcludeExperiment(Aggregate<Campaign> campaign, ConcludeExperimentRequest request, DecisionContext context)
    {
        var experiment = campaign.The<Experiment>();
        if (experiment.State == ExperimentState.Concluded)
            return [];
        Verifying(campaign);
        return experiment.Variants.FirstOrDefault(variant => variant.TrialCount < experiment.PlannedTrialCount) is { } early
            ? throw new Refusal(ErrorReason.ExperimentTooEarly, "", ("variant", early.VariantId), ("trials", early.TrialCount), ("planned", experiment.PlannedTrialCount))
            : [new ExperimentConcluded { ExperimentId = Id(experiment), Result = ExperimentResults.Of(experiment, Input(experiment, request)) }];
    }

    public static IEnumerable<IMessage> RollOutExperiment(Aggregate<Campaign> campaign, RollOutExperimentRequest request, DecisionContext context)
    {
        MustGoOn(campaign.Root);
        var experiment = campaign.The<Experiment>();
        if (experiment.RolloutBps == request.RolloutBps)
            return [];
        if (experiment is not { State: ExperimentState.Concluded or ExperimentState.RollingOut, Result.Decision: Decision.Adopt })
            throw new Refusal(ErrorReason.ExperimentNotVerified, "", ("state", experiment.State.WireName()), ("decision", experiment.Result?.Decision.WireName() ?? "none"));
        if (request.RolloutBps < experiment.RolloutBps)
            throw new Refusal(ErrorReason.ExperimentRolloutOrder, "rollout_bps", ("now", experiment.RolloutBps), ("asked", request.RolloutBps));
        var rolledOut = new ExperimentRolledOut { ExperimentId = Id(experiment), RolloutBps = request.RolloutBps };
        if (request.RolloutBps == Everybody)
            rolledOut.CoolDownEndTime = (context.Time + experiment.CoolDown.ToTimeSpan()).ToTimestamp();
        return [rolledOut];
    }

    public static IEnumerable<IMessage> StopExperiment(Aggregate<Campaign> campaign, StopExperimentRequest request, DecisionContext context)
    {
        MustBeThere(campaign.Root);
        var experiment = campaign.The<Experiment>();
        if (experiment.State == ExperimentState.Stopped)
            return [];
        return experiment is { State: ExperimentState.Verifying or ExperimentState.RollingOut } or { State: ExperimentState.Concluded, Result.Decision: Decision.Adopt }
            ? [new ExperimentStopped { ExperimentId = Id(experiment), Reason = request.Reason }]
            : throw InState(experiment, "VERIFYING/ROLLING_OUT");
    }

    private static ExperimentResult Input(Experiment experiment, ConcludeExperimentRequest request)
    {
        var missing = new[] { ("feedback_bps", experiment.HasLeastFeedbackBps && !request.HasFeedbackBps), ("resource_bps", experiment.HasMostResourceBps && !request.HasResourceBps) }.Where(each => each.Item2).Select(each => each.Item1).ToArray();
        if (missing.Length > 0)
            throw new Refusal(ErrorReason.ExperimentInputMissing, missing[0], ("missing", string.Join(", ", missing)));
        var told = new ExperimentResult();
        if (request.HasFeedbackBps)
            told.FeedbackBps = request.FeedbackBps;
        if (request.HasResourceBps)
            told.ResourceBps = request.ResourceBps;
        return told;
    }

    private static Experiment Drafted(Experiment given)
    {
        var drafted = new Experiment
        {
            DisplayName = given.DisplayName,
            Observation = given.Observation,
            Diagnosis = given.Diagnosis,
            Adjustment = given.Adjustment,
            Direction = given.Direction,
            Variants = { given.Variants.Select(variant => new Variant { VariantId = variant.VariantId, DisplayName = variant.DisplayName.Length > 0 ? variant.DisplayName : variant.VariantId }) },
            PlannedTrialCount = given.PlannedTrialCount,
            ConfidenceBps = given.ConfidenceBps == 0 ? DefaultConfidenceBps : given.ConfidenceBps,
            Correction = given.Correction == Correction.Unspecified ? Correction.Holm : given.Correction,
            LeastUpliftBps = given.HasLeastUpliftBps ? given.LeastUpliftBps : DefaultLeastUpliftBps,
            CoolDown = given.CoolDown ?? DefaultCoolDown,
        };
        if (given.HasLeastFeedbackBps)
            drafted.LeastFeedbackBps = given.LeastFeedbackBps;
        if (given.HasMostResourceBps)
            drafted.MostResourceBps = given.MostResourceBps;
        return drafted;
    }

    private static void MustGoTheRightWay(DirectionCheck direction)
    {
        var open = new[] { (direction.Need, "need"), (direction.Trend, "trend"), (direction.BrandFit, "brand_fit"), (direction.Feasibility, "feasibility") }.Where(check => !check.Item1).Select(check => check.Item2).ToArray();
        if (open.Length > 0)
            throw new Refusal(ErrorReason.ExperimentDirectionOpen, "experiment.direction", ("open", string.Join(", ", open)));
    }

    private static Experiment Verifying(Aggregate<Campaign> campaign)
    {
        MustGoOn(campaign.Root);
        var experiment = campaign.The<Experiment>();
        return experiment.State == ExperimentState.Verifying ? experiment : throw InState(experiment, "VERIFYING");
    }

    private static Refusal InState(Experiment experiment, string needed) => new(ErrorReason.ExperimentState, "", ("state", experiment.State.WireName()), ("needed", needed));

    private static string Id(Experiment experiment) => experiment.Name.LastId();

    private static void Fold(Aggregate<Campaign> campaign, ExperimentCreated created)
    {
        var experiment = campaign.Change<Experiment>($"experiments/{created.ExperimentId}");
        experiment.MergeFrom(created.Experiment.Clone());
        experiment.State = ExperimentState.Verifying;
        campaign.Root.OpenExperiment = experiment.Name;
    }

    private static void Fold(Aggregate<Campaign> campaign, ExperimentRecorded recorded)
    {
        var experiment = campaign.Change<Experiment>($"experiments/{recorded.ExperimentId}");
        foreach (var count in recorded.Counts)
        {
            // An experiment that no command names is not loaded, and nothing of it is asked.
            if (experiment.Variants.FirstOrDefault(each => each.VariantId == count.VariantId) is not { } variant)
                continue;
            (variant.TrialCount, variant.SuccessCount) = (variant.TrialCount + count.TrialCount, variant.SuccessCount + count.SuccessCount);
        }
    }

    private static void Fold(Aggregate<Campaign> campaign, ExperimentConcluded concluded)
    {
        var experiment = campaign.Change<Experiment>($"experiments/{concluded.ExperimentId}");
        (experiment.State, experiment.Result) = (ExperimentState.Concluded, concluded.Result.Clone());

        // A change that is to be made stays open until it is made, so that nothing else is tried meanwhile.
        if (concluded.Result.Decision != Decision.Adopt)
            campaign.Root.OpenExperiment = "";
    }

    private static void Fold(Aggregate<Campaign> campaign, ExperimentRolledOut rolledOut)
    {
        var experiment = campaign.Change<Experiment>($"experiments/{rolledOut.ExperimentId}");
        experiment.RolloutBps = rolledOut.RolloutBps;
        experiment.State = rolledOut.RolloutBps == Everybody ? ExperimentState.RolledOut : ExperimentState.RollingOut;
        if (experiment.State != ExperimentState.RolledOut)
            return;
        campaign.Root.OpenExperiment = "";
        campaign.Root.CoolDownEndTime = rolledOut.CoolDownEndTime?.Clone();
    }

    private static void Fold(Aggregate<Campaign> campaign, ExperimentStopped stopped)
    {
        var experiment = campaign.Change<Experiment>($"experiments/{stopped.ExperimentId}");
        (experiment.State, experiment.StateReason) = (ExperimentState.Stopped, stopped.Reason);
        campaign.Root.OpenExperiment = "";
    }
}
