using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Contents.V1;
using OpenTask = OpsPlatform.Contents.V1.Content.Types.OpenTask;
using Outcome = OpsPlatform.Contents.V1.Takedown.Types.Outcome;
using State = OpsPlatform.Contents.V1.Content.Types.State;

namespace OpsPlatform.Domain.Contents;

public static partial class ContentDecider
{
    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Content> content, Recorded recorded)
    {
        var (root, time) = (content.Root, recorded.Time.ToTimestamp());
        switch (recorded.Message)
        {
            case ContentCreated created:
                root.MergeFrom(created.Content.Clone());
                root.State = State.Draft;
                NewVersion(content, created.Sha256, created.TextSha256, created.Author);
                break;
            case ContentEdited edited:
                edited.Paths.Merge(edited.Content.Clone(), root);
                if (edited.Sha256 != root.Sha256)
                    NewVersion(content, edited.Sha256, edited.TextSha256, edited.Author);
                break;
            case ApprovalVoided:
                EndReview(root, State.Draft);
                break;
            case RemarkMade made:
                var remark = content.Change<Remark>($"remarks/{made.RemarkId}");
                (remark.Text, remark.Audience, remark.Author, remark.Version) = (made.Text, made.Audience, made.Author, root.Version);
                break;
            case ContentSubmitted submitted:
                Fold(root, submitted, time);
                break;
            case StageApproved approved:
                Fold(root.Review, approved, time);
                break;
            case ContentApproved:
                root.State = State.Approved;
                break;
            case ChangesRequested requested:
                EndReview(root, State.ChangesRequested, requested.Remark);
                break;
            case ContentRejected rejected:
                EndReview(root, rejected.Final ? State.Rejected : State.Draft, rejected.Remark);
                break;
            case ContentHeld held:
                root.Review.Hold = new Hold { Principal = held.Principal, Reason = held.Remark, HoldTime = time };
                root.Review.DeadlineTime = null;
                break;
            case ReviewOverdue:
                (root.Review.Overdue, root.Review.DeadlineTime) = (true, null);
                break;
            case ReviewWithdrawn:
                EndReview(root, State.Draft);
                break;
            case ClearanceRecorded recordedClearance:
                Fold(root, recordedClearance, time);
                break;
            case ContentScheduled scheduled:
                (root.State, root.PublishTime, root.Grace, root.SlotTime) = (State.Scheduled, scheduled.PublishTime.Clone(), scheduled.Grace.Clone(), scheduled.PublishTime.Clone());
                break;
            case ScheduleWithdrawn:
                (root.State, root.PublishTime, root.Grace, root.SlotTime) = (State.Approved, null, null, null);
                break;
            case ContentMissed:
                root.State = State.Missed;
                break;
            case ContentPublished published:
                (root.State, root.Publication, root.SlotTime) = (State.Published, published.Publication.Clone(), published.Publication.PublishTime.Clone());
                root.OpenTasks.Add(OpenTask.Retrospective);
                break;
            case RetrospectiveRecorded looked:
                root.Retrospective = new(looked.Retrospective) { RecordTime = time };
                root.OpenTasks.Remove(OpenTask.Retrospective);
                break;
            case LiveConfirmed confirmed:
                root.State = State.Live;
                (root.Publication.Confirmer, root.Publication.ConfirmTime, root.Publication.ConfirmEvidenceSha256) = (confirmed.Confirmer, time, confirmed.EvidenceSha256);
                break;
            case RemovalReported removed:
                (root.State, root.StateReason) = (State.Removed, removed.Reason);
                if (root.Takedown is not null)
                    Down(root, time, removed.EvidenceSha256);
                break;
            case ViolationReported reported:
                root.Takedown = new Takedown { Violation = reported.Violation, Reporter = reported.Reporter, FindTime = reported.FindTime.Clone(), DueTime = reported.DueTime.Clone() };
                break;
            case TakedownBreached:
                root.Takedown.Outcome = Outcome.Breach;
                break;
            case ContentTakenDown down:
                (root.State, root.StateReason) = (State.TakenDown, down.Reason);
                Down(root, down.DownTime, down.EvidenceSha256);
                break;
            case TakedownClosed closed:
                (root.Takedown.Apology, root.Takedown.NegativeShareBps, root.Takedown.NegativeExceeded) = (closed.Apology, closed.NegativeShareBps, closed.NegativeShareBps > MostNegativeBps);
                (root.Takedown.Lesson, root.Takedown.CloseTime) = (closed.Lesson, time);
                break;
            default:
                throw new UnreachableException($"{content.Name} has an event that no content can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    private static void NewVersion(Aggregate<Content> content, string sha256, string textSha256, string author)
    {
        var root = content.Root;
        (root.Version, root.Sha256, root.TextSha256) = (root.Version + 1, sha256, textSha256);
        if (!root.Authors.Contains(author))
            root.Authors.Add(author);
        if (root.State == State.ChangesRequested)
            root.State = State.Draft;
        foreach (var review in root.Clearances.Where(clearance => clearance.Kind == Clearance.Types.Kind.LegalReview).ToArray())
            root.Clearances.Remove(review);
        var version = content.Change<ContentVersion>($"versions/{root.Version}");
        (version.Number, version.Content, version.Sha256, version.Author) = (root.Version, ReviewedContent.Of(root), sha256, author);
    }

    private static void EndReview(Content content, State state, string reason = "")
    {
        (content.State, content.Review, content.PublishTime, content.Grace, content.SlotTime) = (state, null, null, null, null);
        if (reason.Length > 0)
            content.StateReason = reason;
    }

    private static void Fold(Content content, ContentSubmitted submitted, Timestamp time)
    {
        (content.State, content.StateReason) = (State.InReview, "");
        content.Review = new Review
        {
            Chain = submitted.Chain,
            Stages = { submitted.Stages.Clone() },
            FinalRejection = submitted.FinalRejection,
            Submitter = submitted.Submitter,
            SubmitTime = time,
            Sha256 = submitted.Sha256,
            Check = submitted.Check?.Clone(),
        };
        NextStage(content.Review, time);
    }

    private static void Fold(Review review, StageApproved approved, Timestamp time)
    {
        review.Approvals.Add(new StageApproval { Stage = approved.Stage, Principal = approved.Principal, RoleId = approved.RoleId, Sha256 = approved.Sha256, ApproveTime = time });
        NextStage(review, time);
    }

    private static void NextStage(Review review, Timestamp time)
    {
        review.Stage++;
        var deadline = review.Stage <= review.Stages.Count ? review.Stages[review.Stage - 1].Deadline : null;
        (review.DeadlineTime, review.Overdue, review.Hold) = (deadline is null ? null : time + deadline, false, null);
    }

    private static void Fold(Content content, ClearanceRecorded recorded, Timestamp time)
    {
        if (content.Clearances.FirstOrDefault(known => known.Kind == recorded.Kind) is { } earlier)
            content.Clearances.Remove(earlier);
        content.Clearances.Add(new Clearance
        {
            Kind = recorded.Kind,
            Principal = recorded.Principal,
            Signer = recorded.Signer,
            EvidenceSha256 = recorded.EvidenceSha256,
            Sha256 = recorded.Sha256,
            RecordTime = time,
        });
    }
}
