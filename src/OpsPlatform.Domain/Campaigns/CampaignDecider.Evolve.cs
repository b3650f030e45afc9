using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Campaigns.V1;
using State = OpsPlatform.Campaigns.V1.Campaign.Types.State;

namespace OpsPlatform.Domain.Campaigns;

public static partial class CampaignDecider
{
    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Campaign> campaign, Recorded recorded)
    {
        var root = campaign.Root;
        switch (recorded.Message)
        {
            case CampaignCreated created:
                root.MergeFrom(created.Campaign.Clone());
                root.State = State.Planned;
                break;
            case CampaignUpdated updated:
                updated.Paths.Merge(updated.Campaign.Clone(), root);
                break;
            case CampaignDeleted deleted:
                root.DeleteTime = deleted.Time.Clone();
                break;
            case CampaignUndeleted:
                root.DeleteTime = null;
                break;
            case CampaignStarted:
                (root.State, root.StartTime) = (State.Running, recorded.Time.ToTimestamp());
                break;
            case CampaignPaused paused:
                (root.State, root.StateReason) = (State.Paused, paused.Reason);
                break;
            case CampaignResumed:
                (root.State, root.StateReason) = (State.Running, "");
                break;
            case CampaignCompleted completed:
                (root.State, root.StateReason, root.EndTime) = (State.Completed, completed.Outcome, recorded.Time.ToTimestamp());
                break;
            case CampaignCancelled cancelled:
                (root.State, root.StateReason, root.EndTime) = (State.Cancelled, cancelled.Reason, recorded.Time.ToTimestamp());
                break;
            case CampaignAccountsLinked linked:
                root.Accounts.Add(linked.Accounts);
                break;
            case CampaignAccountsUnlinked unlinked:
                foreach (var account in unlinked.Accounts)
                    root.Accounts.Remove(account);
                break;
            case PlanSet set:
                root.Plan = set.Plan.Clone();
                break;
            case PlanPhaseEntered entered:
                PlanChanges.Enter(root.Plan, entered, recorded.Time.ToTimestamp());
                break;
            case PlanTaskAssigned assigned:
                root.Plan.Task(assigned.TaskId).OwnerId = assigned.OwnerId;
                break;
            case PlanTaskCompleted completed:
                PlanChanges.Complete(root.Plan, completed);
                break;
            case PlanTaskReopened reopened:
                PlanChanges.Reopen(root.Plan, reopened);
                break;
            case PlanMilestoneAssessed assessed:
                PlanChanges.Assess(root.Plan, assessed, recorded.Time.ToTimestamp());
                break;
            case ProgressJudged judged:
                Fold(root, judged, recorded.Time);
                break;
            case WarningAcknowledged acknowledged:
                root.Warning.Acknowledgement = new WarningAcknowledgement { Principal = acknowledged.Principal, AcknowledgeTime = recorded.Time.ToTimestamp(), Plan = acknowledged.Plan };
                break;
            case CampaignReviewed reviewed:
                Fold(root, reviewed);
                break;
            case ExperimentCreated created:
                Fold(campaign, created);
                break;
            case ExperimentRecorded counted:
                Fold(campaign, counted);
                break;
            case ExperimentConcluded concluded:
                Fold(campaign, concluded);
                break;
            case ExperimentRolledOut rolledOut:
                Fold(campaign, rolledOut);
                break;
            case ExperimentStopped stopped:
                Fold(campaign, stopped);
                break;
            default:
                throw new UnreachableException($"{campaign.Name} has an event that no campaign can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }

        Watch(root, recorded.Time);
    }
}
