using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using Measure = OpsPlatform.Metrics.V1.Kpi.Types.Measure;

namespace OpsPlatform.Domain.Metrics;

/// <summary>Decides what happens to a goal, and folds what has happened.</summary>
public static class GoalDecider
{
    private const int WholeBps = 10_000;
    private const string Other = "other";

    public static IEnumerable<IMessage> Create(Aggregate<Goal> goal, CreateGoalRequest request, KnownMetrics metrics, DecisionContext context)
    {
        var given = request.Goal;
        _ = metrics.Get(given.Metric, "goal.metric");
        return
        [
            new GoalCreated
            {
                Goal = new Goal
                {
                    DisplayName = given.DisplayName,
                    Metric = given.Metric,
                    Measure = given.Measure == Measure.Unspecified ? Measure.Value : given.Measure,
                    Year = given.Year,
                    Target = given.Target,
                    QuarterTargets = { Quarters(given.Target, given.QuarterTargets, "goal.quarter_targets") },
                    Parts = { Parts(given.Target, given.Parts) },
                },
            },
        ];
    }

    public static IEnumerable<IMessage> Propose(Aggregate<Goal> goal, ProposeGoalRevisionRequest request, DecisionContext context)
    {
        var revision = new GoalRevision
        {
            Target = request.Target,
            QuarterTargets = { Quarters(request.Target, request.QuarterTargets, "quarter_targets") },
            Reason = request.Reason,
            Proposer = context.Principal,
            ProposeTime = goal.Root.Revision?.ProposeTime ?? context.Time.ToTimestamp(),
        };
        if (goal.Root.Revision is not { } pending)
            return [new GoalRevisionProposed { Revision = revision }];
        return revision.Equals(pending) ? [] : throw new Refusal(ErrorReason.GoalRevisionPending, "", ("proposer", pending.Proposer));
    }

    public static IEnumerable<IMessage> Approve(Aggregate<Goal> goal, ApproveGoalRevisionRequest request, DecisionContext context)
    {
        var revision = Pending(goal);
        if (revision.Proposer == context.Principal)
            throw new Refusal(ErrorReason.GoalRevisionOwn, "", ("proposer", revision.Proposer));
        return [new GoalRevised { Target = revision.Target, QuarterTargets = { revision.QuarterTargets }, Parts = { Parts(revision.Target, goal.Root.Parts.Where(part => part.Part != Other)) }, Approver = context.Principal }];
    }

    public static IEnumerable<IMessage> Reject(Aggregate<Goal> goal, RejectGoalRevisionRequest request, DecisionContext context)
    {
        Pending(goal);
        return [new GoalRevisionRejected { Reason = request.Reason }];
    }

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Goal> goal, Recorded recorded)
    {
        var root = goal.Root;
        switch (recorded.Message)
        {
            case GoalCreated created:
                root.MergeFrom(created.Goal.Clone());
                break;
            case GoalRevisionProposed proposed:
                root.Revision = proposed.Revision.Clone();
                break;
            case GoalRevised revised:
                root.Target = revised.Target;
                root.QuarterTargets.Clear();
                root.QuarterTargets.Add(revised.QuarterTargets);
                root.Parts.Clear();
                root.Parts.Add(revised.Parts.Clone());
                root.Revision = null;
                root.RevisionCount++;
                break;
            case GoalRevisionRejected:
                root.Revision = null;
                break;
            default:
                throw new UnreachableException($"{goal.Name} has an event that no goal can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    private static GoalRevision Pending(Aggregate<Goal> goal) => goal.Root.Revision ?? throw new Refusal(ErrorReason.GoalRevisionMissing, "", ("goal", goal.Name));

    private static long[] Quarters(long target, RepeatedField<long> given, string field)
    {
        if (given.Count == 0)
            return Split(target, 1, 1, 1, 1);
        return given.Count == 4 && given.Sum() == target
            ? [.. given]
            : throw new Refusal(ErrorReason.GoalQuartersUnequal, field, ("count", given.Count), ("sum", given.Sum()), ("target", target));
    }

    private static IEnumerable<GoalPart> Parts(long target, IEnumerable<GoalPart> given)
    {
        GoalPart[] parts = [.. given];
        if (parts.Length == 0)
            return [];
        var (sum, names) = (parts.Sum(part => part.ShareBps), parts.Select(part => part.Part).ToArray());
        if (sum > WholeBps || names.Contains(Other) || names.Distinct().Count() < names.Length)
            throw new Refusal(ErrorReason.GoalSharesInvalid, "goal.parts", ("parts", string.Join(", ", names)), ("sum", sum));
        if (sum < WholeBps)
            parts = [.. parts, new GoalPart { Part = Other, ShareBps = WholeBps - sum }];
        var targets = Split(target, [.. parts.Select(part => part.ShareBps)]);
        return parts.Zip(targets, (part, share) => new GoalPart { Part = part.Part, ShareBps = part.ShareBps, Target = share });
    }

    /// <summary>What is to shrink is split as what is to grow.</summary>
    private static long[] Split(long target, params IReadOnlyList<int> shares) => [.. LargestRemainder.Split(Math.Abs(target), shares).Select(part => target < 0 ? -part : part)];
}
