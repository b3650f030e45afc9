using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using State = OpsPlatform.Campaigns.V1.Campaign.Types.State;

namespace OpsPlatform.Domain.Campaigns;

public static partial class CampaignDecider
{
    public static IEnumerable<IMessage> RecordReview(Aggregate<Campaign> campaign, RecordReviewRequest request, DecisionContext context)
    {
        MustBeThere(campaign.Root);
        campaign.Root.MustBe(State.Running, State.Paused);
        return [new CampaignReviewed { Cadence = request.Cadence, ReviewDate = new WorkingDays(campaign.Root.Plan?.Calendar).Today(context.Time).ToDate(), Summary = request.Summary }];
    }

    public static IEnumerable<IMessage> AcknowledgeWarning(Aggregate<Campaign> campaign, AcknowledgeWarningRequest request, DecisionContext context)
    {
        MustBeThere(campaign.Root);
        campaign.Root.MustBe(State.Running, State.Paused);
        if (campaign.Root.Warning is not { Level: > WarningLevel.None } warning)
            throw new Refusal(ErrorReason.CampaignWarningMissing, "", ("campaign", campaign.Name));
        if (warning.Level == WarningLevel.Red && string.IsNullOrWhiteSpace(request.Plan))
            throw new Refusal(ErrorReason.CampaignContingencyMissing, "plan", ("campaign", campaign.Name), ("lag_bps", warning.LagBps));
        return warning.Acknowledgement?.Plan == request.Plan ? [] : [new WarningAcknowledged { Level = warning.Level, Principal = context.Principal, Plan = request.Plan }];
    }

    /// <summary>
    /// What the platform tells by itself when the lag can have changed. It may look late, twice or too early: only what is due is told, and that also
    /// when a lag has come and gone meanwhile, so that the next look is reckoned anew.
    /// </summary>
    public static IEnumerable<IMessage> Judge(Aggregate<Campaign> campaign, DecisionContext context)
    {
        if (campaign.Root.Warning?.NextCheckTime is not { } due || due.ToDateTimeOffset() > context.Time)
            return [];
        var plan = campaign.Root.Plan;
        var lag = ProgressLag.Of(plan, new WorkingDays(plan.Calendar).Today(context.Time));
        return
        [
            new ProgressJudged
            {
                Before = campaign.Root.Warning.Level,
                Level = lag.Level,
                Action = ProgressLag.Action(lag.Level),
                LagBps = lag.LagBps,
                PlannedDayCount = lag.PlannedDays,
                DoneDayCount = lag.DoneDays,
            },
        ];
    }

    private static void Fold(Campaign campaign, CampaignReviewed reviewed)
    {
        var review = new Review
        {
            Cadence = reviewed.Cadence,
            ReviewDate = reviewed.ReviewDate.Clone(),
            Summary = reviewed.Summary,
            NextDueDate = new WorkingDays(campaign.Plan?.Calendar).NextReview(reviewed.Cadence, reviewed.ReviewDate.ToDay()).ToDate(),
        };
        var all = campaign.Reviews.Where(each => each.Cadence != review.Cadence).Append(review).OrderBy(each => each.Cadence).ToArray();
        campaign.Reviews.Clear();
        campaign.Reviews.Add(all);
    }

    private static void Fold(Campaign campaign, ProgressJudged judged, DateTimeOffset time)
    {
        if (judged.Level != judged.Before)
            (campaign.Warning.SinceTime, campaign.Warning.Acknowledgement) = (time.ToTimestamp(), null);
        (campaign.Warning.Level, campaign.Warning.Action, campaign.Warning.LagBps) = (judged.Level, judged.Action, judged.LagBps);
    }

    /// <summary>After each event: when the lag can change next.</summary>
    private static void Watch(Campaign campaign, DateTimeOffset time)
    {
        if (campaign.Plan is not { } plan)
            return;
        var warning = campaign.Warning ??= new ProgressWarning { Level = WarningLevel.None };
        var days = new WorkingDays(plan.Calendar);
        var next = campaign.State == State.Running ? ProgressLag.NextChange(plan, days.Today(time), warning.Level) : null;
        warning.NextCheckTime = next is { } day ? days.Begin(day).ToTimestamp() : null;
    }
}
