using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Approvals.V1;
using State = OpsPlatform.Approvals.V1.Approval.Types.State;

namespace OpsPlatform.Domain.Approvals;

/// <summary>Decides whether a call that was held back happens, and folds what has happened.</summary>
public static class ApprovalDecider
{
    /// <summary>How long an approval can be given.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Asked for again, it is the one that it was.</summary>
    public static IEnumerable<IMessage> Request(Aggregate<Approval> approval, Approval asked, DecisionContext context)
    {
        if (approval.Version > 0)
            return [];
        var requested = new ApprovalRequested { Approval = asked.Clone() };
        requested.Approval.ExpireTime = (context.Time + Lifetime).ToTimestamp();
        return [requested];
    }

    public static IEnumerable<IMessage> Approve(Aggregate<Approval> approval, ApproveRequestRequest request, DecisionContext context)
    {
        if (approval.Root.State is State.Approved or State.Done or State.Failed)
            return [];

        MayDecide(approval, context.Principal);
        MustBeInTime(approval.Root, context.Time);
        return [new ApprovalGranted { Decider = context.Principal }];
    }

    public static IEnumerable<IMessage> Reject(Aggregate<Approval> approval, RejectRequestRequest request, DecisionContext context)
    {
        if (approval.Root.State == State.Rejected)
            return [];

        MayDecide(approval, context.Principal);
        return [new ApprovalRejected { Decider = context.Principal, Reason = request.Reason }];
    }

    public static IEnumerable<IMessage> Withdraw(Aggregate<Approval> approval, WithdrawRequestRequest request, DecisionContext context)
    {
        if (approval.Root.State == State.Withdrawn)
            return [];

        MustBePending(approval.Root);
        return context.Principal == approval.Root.Requester
            ? [new ApprovalWithdrawn { Reason = request.Reason }]
            : throw new Refusal(ErrorReason.SeparationOfDuties, "", ("principal", approval.Root.Requester));
    }

    /// <param name="refusal">What the call was refused with; null when it has run.</param>
    public static IEnumerable<IMessage> Finish(Aggregate<Approval> approval, string? refusal) => approval.Root.State switch
    {
        State.Approved => [refusal is null ? new ApprovalCompleted() : new ApprovalFailed { Reason = refusal }],
        _ => [],
    };

    /// <exception cref="Refusal">It is not waiting any more.</exception>
    public static void MustBePending(Approval approval)
    {
        if (approval.State != State.Pending)
            throw new Refusal(ErrorReason.ApprovalDecided, "", ("approval", approval.Name), ("state", approval.State.ToString().ToUpperInvariant()), ("why", approval.Reason.Length > 0 ? approval.Reason : "-"));
    }

    /// <exception cref="Refusal">It was not given in time.</exception>
    public static void MustBeInTime(Approval approval, DateTimeOffset now)
    {
        if (now >= approval.ExpireTime.ToDateTimeOffset())
            throw new Refusal(ErrorReason.ApprovalExpired, "", ("approval", approval.Name), ("expire_time", $"{approval.ExpireTime.ToDateTimeOffset():u}"));
    }

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Approval> approval, Recorded recorded)
    {
        var root = approval.Root;
        switch (recorded.Message)
        {
            case ApprovalRequested requested:
                root.MergeFrom(requested.Approval);
                root.State = State.Pending;
                break;
            case ApprovalGranted granted:
                (root.State, root.Decider) = (State.Approved, granted.Decider);
                break;
            case ApprovalCompleted:
                root.State = State.Done;
                break;
            case ApprovalFailed failed:
                (root.State, root.Reason) = (State.Failed, failed.Reason);
                break;
            case ApprovalRejected rejected:
                (root.State, root.Decider, root.Reason) = (State.Rejected, rejected.Decider, rejected.Reason);
                break;
            case ApprovalWithdrawn withdrawn:
                (root.State, root.Reason) = (State.Withdrawn, withdrawn.Reason);
                break;
            default:
                throw new UnreachableException($"{approval.Name} has an event that no approval can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    private static void MayDecide(Aggregate<Approval> approval, string principal)
    {
        MustBePending(approval.Root);
        if (principal == approval.Root.Requester)
            throw new Refusal(ErrorReason.SeparationOfDuties, "", ("principal", principal));
    }
}
