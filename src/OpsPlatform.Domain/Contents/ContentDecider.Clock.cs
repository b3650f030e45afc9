using Google.Protobuf;
using OpsPlatform.Contents.V1;
using Outcome = OpsPlatform.Contents.V1.Takedown.Types.Outcome;
using State = OpsPlatform.Contents.V1.Content.Types.State;

namespace OpsPlatform.Domain.Contents;

public static partial class ContentDecider
{
    /// <summary>When the platform has to act on a content by itself, or null.</summary>
    public static DateTimeOffset? DueTime(Content content) => new[] { ReviewDue(content), MissedDue(content), TakedownDue(content) }.Min();

    /// <summary>What the platform tells by itself when a time has come. It may ask late, twice or too early: only what is due is told.</summary>
    public static IEnumerable<IMessage> Tick(Aggregate<Content> content, DecisionContext context)
    {
        var root = content.Root;
        if (ReviewDue(root) <= context.Time)
            yield return new ReviewOverdue { Stage = root.Review.Stage, EscalationRoleId = root.Review.Stages[root.Review.Stage - 1].EscalationRoleId };
        if (MissedDue(root) <= context.Time)
            yield return new ContentMissed { PublishTime = root.PublishTime };

        // Down at the last moment is in time.
        if (TakedownDue(root) < context.Time)
            yield return new TakedownBreached { DueTime = root.Takedown.DueTime };
    }

    private static DateTimeOffset? ReviewDue(Content content) => content is { State: State.InReview, Review.DeadlineTime: { } time } ? time.ToDateTimeOffset() : null;

    private static DateTimeOffset? MissedDue(Content content) => content.State == State.Scheduled ? content.PublishTime.ToDateTimeOffset() + content.Grace.ToTimeSpan() : null;

    private static DateTimeOffset? TakedownDue(Content content) =>
        content.Takedown is { DueTime: { } due, DownTime: null, Outcome: Outcome.Unspecified } ? due.ToDateTimeOffset() : null;
}
