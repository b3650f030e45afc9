using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;
using AuthorizationState = OpsPlatform.Accounts.V1.Authorization.Types.State;
using State = OpsPlatform.Accounts.V1.Account.Types.State;

namespace OpsPlatform.Domain.Accounts;

public static partial class AccountDecider
{
    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Account> account, Recorded recorded)
    {
        var root = account.Root;
        switch (recorded.Message)
        {
            case AccountCreated created:
                root.MergeFrom(created.Account.Clone());
                root.State = State.Preparing;
                break;
            case AccountUpdated updated:
                updated.Paths.Merge(updated.Account.Clone(), root);
                break;
            case AccountSetupAdvanced advanced:
                root.SetupStep = advanced.Step;
                break;
            case AccountActivated:
                (root.State, root.StateReason) = (State.Active, "");
                break;
            case AccountSuspended suspended:
                (root.State, root.StateReason) = (State.Suspended, suspended.Reason);
                break;
            case AccountArchived archived:
                (root.State, root.StateReason) = (State.Archived, archived.Reason);
                break;
            case AccountDeleted deleted:
                root.DeleteTime = deleted.Time.Clone();
                break;
            case AccountUndeleted:
                root.DeleteTime = null;
                break;
            case PositioningSet set:
                root.Positioning = new Positioning { Track = set.Track, SubPositions = { set.SubPositions }, Focus = set.Focus, FocusReason = root.Positioning?.Focus == set.Focus ? root.Positioning.FocusReason : "" };
                Complete(root.Positioning);
                break;
            case PositioningAdjusted adjusted:
                (root.Positioning.Focus, root.Positioning.FocusReason) = (adjusted.After, adjusted.Reason);
                Complete(root.Positioning);
                break;
            case CoreTagsSet set:
                Fold(root, set);
                break;
            case StrategySet set:
                Fold(root, set);
                break;
            case PatrolRecorded patrolled:
                Fold(root, patrolled, recorded.Time);
                break;
            case TierSet set:
                (root.Tier, root.ParentAccount) = (set.Tier, set.ParentAccount);
                break;
            case AccountLinked linked:
                root.Links.Add(linked.Account);
                break;
            case AccountUnlinked unlinked:
                root.Links.Remove(unlinked.Account);
                break;
            case AuthorizationGranted granted:
                Fold(root, granted.ExpireTime, granted.RenewalsLeft, granted.HardReauthorizeTime, recorded.Time);
                break;
            case AuthorizationRenewed renewed:
                Fold(root, renewed.ExpireTime, renewed.RenewalsLeft, renewed.HardReauthorizeTime, recorded.Time);
                break;
            case AuthorizationRevoked revoked:
                (root.Authorization.State, root.Authorization.Reason, root.Authorization.NextNoticeTime) = (AuthorizationState.Revoked, revoked.Reason, null);
                break;
            case AuthorizationRunwayShort:
                root.Authorization.NextNoticeTime = NextNotice(root.Authorization, recorded.Time);
                break;
            case AuthorizationExpired:
                (root.Authorization.State, root.Authorization.NextNoticeTime) = (AuthorizationState.Expired, null);
                break;
            case MemberAssigned assigned:
                Fold(root, assigned, recorded.Time);
                break;
            case MemberRemoved removed:
                Fold(root, removed);
                break;
            case HandoverProposed proposed:
                root.Custody ??= new Custody();
                root.Custody.Handover = new Handover { Receiver = proposed.Receiver.Clone(), Proposer = proposed.Proposer, Reason = proposed.Reason, ProposeTime = recorded.Time.ToTimestamp() };
                break;
            case HandoverConfirmed:
                root.Custody = new Custody { Custodian = root.Custody.Handover.Receiver, StartTime = recorded.Time.ToTimestamp() };
                break;
            case HandoverCancelled:
                root.Custody.Handover = null;
                break;
            case ServiceStepDone done:
                Fold(root, done);
                break;
            case TrainingStepDone done:
                Fold(root, done);
                break;
            case DefenceLinesSet set:
                root.DefenceLines.Clear();
                root.DefenceLines.Add(set.DefenceLines);
                break;
            case ScanRecorded scanned:
                root.Scan = Scan(scanned, recorded.Time);
                break;
            case IncidentReported reported:
                root.Incident = Incident(reported, recorded.Time);
                break;
            case IncidentRestored restored:
                (root.Incident.Measures, root.Incident.UsersTold, root.Incident.RestoreTime) = (restored.Measures, restored.UsersTold, recorded.Time.ToTimestamp());
                break;
            default:
                throw new UnreachableException($"{account.Name} has an event that no account can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    private static void Fold(Account account, CoreTagsSet set)
    {
        account.CoreTags.Clear();
        account.CoreTags.Add(set.CoreTags.Clone());
        account.Warnings.Clear();
        if (set.CoreTags.Select(tag => tag.Industry).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1)
            account.Warnings.Add(new AccountWarning { Code = AccountWarning.Types.Code.PositioningBlurred });
    }

    private static void Fold(Account account, Timestamp? expiry, int renewalsLeft, Timestamp? hard, DateTimeOffset time)
    {
        account.Authorization = new Authorization { State = AuthorizationState.Authorized, ExpireTime = expiry?.Clone(), RenewalsLeft = renewalsLeft, HardReauthorizeTime = hard?.Clone() };
        account.Authorization.NextNoticeTime = NextNotice(account.Authorization, time);
    }
}
