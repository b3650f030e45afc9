using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>Decides which lessons something flags that has changed outside, and folds what has happened (KNO-04).</summary>
public static class KnowledgeChangeDecider
{
    /// <param name="lessons">Those that are flagged together with it, unless it has flagged them already.</param>
    /// <param name="remaining">How many more are linked to it.</param>
    public static IEnumerable<IMessage> Report(Aggregate<KnowledgeChange> change, ReportKnowledgeChangeRequest request, IEnumerable<string> lessons, int remaining, DecisionContext context)
    {
        var root = change.Root;
        string[] flagged = [.. lessons.Except(root.FlaggedLessons)];
        if (change.Version > 0 && (root.Trigger != request.Trigger || root.Reason != request.Reason || !root.Tags.ToHashSet().SetEquals(request.Tags)))
            throw new Refusal(ErrorReason.ResourceAlreadyExists, "", ("name", change.Name));
        return change.Version > 0 && flagged.Length == 0 && remaining == root.RemainingCount
            ? []
            : [new KnowledgeChangeReported { Trigger = request.Trigger, Tags = { request.Tags }, Reason = request.Reason, Lessons = { flagged }, RemainingCount = remaining }];
    }

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<KnowledgeChange> change, Recorded recorded)
    {
        if (recorded.Message is not KnowledgeChangeReported reported)
            throw new UnreachableException($"{change.Name} has an event that no change can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        var root = change.Root;
        (root.Trigger, root.Reason, root.RemainingCount) = (reported.Trigger, reported.Reason, reported.RemainingCount);
        root.Tags.Clear();
        root.Tags.Add(reported.Tags);
        root.FlaggedLessons.Add(reported.Lessons);
    }
}
