using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using static OpsPlatform.Campaigns.V1.PreflightFinding.Types.Code;
using PhaseState = OpsPlatform.Campaigns.V1.PlanPhase.Types.State;
using State = OpsPlatform.Campaigns.V1.Campaign.Types.State;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>Decides what happens to a campaign, and folds what has happened.</summary>
public static partial class CampaignDecider
{
    private const int MostAccounts = 200;

    public static IEnumerable<IMessage> Create(Aggregate<Campaign> campaign, CreateCampaignRequest request, DecisionContext context) =>
        [new CampaignCreated { Campaign = CampaignDraft.From(request.Campaign) }];

    public static IEnumerable<IMessage> Update(Aggregate<Campaign> campaign, UpdateCampaignRequest request, DecisionContext context)
    {
        MustGoOn(campaign.Root);
        var edited = campaign.Root.Clone();
        request.UpdateMask.Editing(request.Campaign, CampaignDraft.Editable).Merge(request.Campaign, edited);
        edited = CampaignDraft.From(edited);
        var paths = CampaignDraft.Editable.Changed(campaign.Root, edited);
        if (paths.Count == 0)
            return [];
        var updated = new CampaignUpdated { Campaign = new Campaign(), Paths = { paths } };
        paths.Merge(edited, updated.Campaign);
        return [updated];
    }

    public static IEnumerable<IMessage> Delete(Aggregate<Campaign> campaign, DeleteCampaignRequest request, DecisionContext context)
    {
        if (campaign.Root.DeleteTime is not null)
            return [];
        campaign.Root.MustBe(State.Planned, State.Completed, State.Cancelled);
        return [new CampaignDeleted { Time = context.Time.ToTimestamp() }];
    }

    public static IEnumerable<IMessage> Undelete(Aggregate<Campaign> campaign, UndeleteCampaignRequest request, DecisionContext context) =>
        campaign.Root.DeleteTime is null ? [] : [new CampaignUndeleted()];

    /// <param name="findings">What stands in its way beside what it tells by itself.</param>
    public static IEnumerable<IMessage> Start(Aggregate<Campaign> campaign, StartCampaignRequest request, IEnumerable<PreflightFinding> findings, DecisionContext context)
    {
        MustBeThere(campaign.Root);
        if (campaign.Root.State == State.Running)
            return [];
        campaign.Root.MustBe(State.Planned);
        var codes = PreflightRules.Of(campaign.Root).Concat(findings).Select(finding => finding.Code).ToArray();
        var open = codes.Where(code => code == UnderResourced || !request.WaivedCodes.Contains(code)).ToArray();
        if (open.Length > 0)
            throw new Refusal(ErrorReason.CampaignNotReady, "", ("count", open.Length), ("findings", string.Join(", ", open.Take(MostNamed).Select(WireNames.WireName))));
        var started = new CampaignStarted { WaivedCodes = { codes.Distinct() } };
        return campaign.Root.Plan is { } plan ? [started, FirstPhase(plan)] : [started];
    }

    public static IEnumerable<IMessage> Pause(Aggregate<Campaign> campaign, PauseCampaignRequest request, DecisionContext context)
    {
        MustBeThere(campaign.Root);
        if (campaign.Root.State == State.Paused)
            return [];
        campaign.Root.MustBe(State.Running);
        return [new CampaignPaused { Reason = request.Reason }];
    }

    public static IEnumerable<IMessage> Resume(Aggregate<Campaign> campaign, ResumeCampaignRequest request, DecisionContext context)
    {
        MustBeThere(campaign.Root);
        if (campaign.Root.State == State.Running)
            return [];
        campaign.Root.MustBe(State.Paused);
        return [new CampaignResumed()];
    }

    /// <param name="hasLesson">Something that was learned in it is written down.</param>
    public static IEnumerable<IMessage> Complete(Aggregate<Campaign> campaign, CompleteCampaignRequest request, bool hasLesson, DecisionContext context)
    {
        MustBeThere(campaign.Root);
        if (campaign.Root.State == State.Completed)
            return [];
        campaign.Root.MustBe(State.Running, State.Paused);
        if (campaign.Root.Plan is { } plan)
            MustBeClosable(plan, plan.Phases.Single(phase => phase.State == PhaseState.Active));
        if (!hasLesson)
            throw new Refusal(ErrorReason.CampaignLessonMissing, "", ("campaign", campaign.Name));
        return [new CampaignCompleted { Outcome = request.Outcome }];
    }

    public static IEnumerable<IMessage> Cancel(Aggregate<Campaign> campaign, CancelCampaignRequest request, DecisionContext context)
    {
        MustBeThere(campaign.Root);
        if (campaign.Root.State == State.Cancelled)
            return [];
        MustGoOn(campaign.Root);
        return [new CampaignCancelled { Reason = request.Reason }];
    }

    /// <param name="accounts">Those that the request names, as they are now.</param>
    public static IEnumerable<IMessage> LinkAccounts(Aggregate<Campaign> campaign, IReadOnlyList<Account> accounts)
    {
        MustGoOn(campaign.Root);
        foreach (var (index, account) in accounts.Index())
        {
            if (account.SetupStep != Account.Types.SetupStep.Configured)
            {
                var step = account.SetupStep == Account.Types.SetupStep.Unspecified ? "none" : account.SetupStep.WireName();
                throw new Refusal(ErrorReason.CampaignAccountNotConfigured, $"accounts[{index}]", ("account", account.Name), ("step", step));
            }
        }

        var others = accounts.Select(account => account.Name).Except(campaign.Root.Accounts).ToArray();
        var count = campaign.Root.Accounts.Count + others.Length;
        if (count > MostAccounts)
            throw new Refusal(ErrorReason.CampaignAccountsFull, "accounts", ("count", count), ("most", MostAccounts));
        return others.Length == 0 ? [] : [new CampaignAccountsLinked { Accounts = { others } }];
    }

    public static IEnumerable<IMessage> UnlinkAccounts(Aggregate<Campaign> campaign, UnlinkAccountsRequest request, DecisionContext context)
    {
        MustGoOn(campaign.Root);
        var gone = request.Accounts.Intersect(campaign.Root.Accounts).ToArray();
        return gone.Length == 0 ? [] : [new CampaignAccountsUnlinked { Accounts = { gone } }];
    }

    /// <summary>Money is promised for it: a decision in which nothing happens to the campaign.</summary>
    public static IEnumerable<IMessage> MustTakeMoney(Aggregate<Campaign> campaign)
    {
        MustGoOn(campaign.Root);
        return [];
    }

    private static void MustGoOn(Campaign campaign)
    {
        MustBeThere(campaign);
        campaign.MustBe(State.Planned, State.Running, State.Paused);
    }

    private static void MustBeThere(Campaign campaign)
    {
        if (campaign.DeleteTime is { } time)
            throw new Refusal(ErrorReason.CampaignDeleted, "", ("delete_time", $"{time.ToDateTime():yyyy-MM-ddTHH:mm:ssZ}"));
    }

    private static void MustBe(this Campaign campaign, params ReadOnlySpan<State> states)
    {
        if (!states.Contains(campaign.State))
            throw new Refusal(ErrorReason.CampaignState, "", ("state", campaign.State.WireName()), ("needed", string.Join('/', states.ToArray().Select(WireNames.WireName))));
    }
}
