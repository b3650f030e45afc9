using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;
using Outcome = OpsPlatform.Contents.V1.Takedown.Types.Outcome;
using State = OpsPlatform.Contents.V1.Content.Types.State;

namespace OpsPlatform.Domain.Contents;

public static partial class ContentDecider
{
    /// <summary>Above this share of negative voices, in basis points, a violation has been handled badly (CON-19, RSK-10).</summary>
    private const int MostNegativeBps = 1000;

    private static readonly TimeSpan TakedownTime = TimeSpan.FromHours(1);

    public static IEnumerable<IMessage> ReportViolation(Aggregate<Content> content, ReportViolationRequest request, DecisionContext context)
    {
        content.Root.MustBe(State.Published, State.Live);
        if (content.Root.Takedown is not null)
            return [];
        var found = context.PastOrNow(request.FindTime, "find_time", ErrorReason.ContentTimeAhead);
        return [new ViolationReported { Violation = request.Violation, Reporter = context.Principal, FindTime = found, DueTime = (found.ToDateTimeOffset() + TakedownTime).ToTimestamp() }];
    }

    public static IEnumerable<IMessage> TakeDown(Aggregate<Content> content, TakeDownContentRequest request, DecisionContext context)
    {
        if (content.Root.State == State.TakenDown)
            return [];
        content.Root.MustBe(State.Published, State.Live);
        var down = context.PastOrNow(request.DownTime, "down_time", ErrorReason.ContentTimeAhead);
        return content.Root.Takedown?.FindTime is { } found && down.CompareTo(found) < 0
            ? throw new Refusal(ErrorReason.ContentTakedownTooEarly, "down_time", ("down_time", down.Text()), ("find_time", found.Text()))
            : [new ContentTakenDown { Reason = request.Reason, DownTime = down, EvidenceSha256 = request.EvidenceSha256 }];
    }

    public static IEnumerable<IMessage> CloseTakedown(Aggregate<Content> content, CloseTakedownRequest request, DecisionContext context)
    {
        content.Root.MustBe(State.TakenDown, State.Removed);
        if (content.Root.Takedown?.FindTime is null)
            throw new Refusal(ErrorReason.ContentViolationMissing, "", ("content", content.Name));
        if (content.Root.Takedown.CloseTime is not null)
            return [];
        if (string.IsNullOrWhiteSpace(request.Apology))
            throw new Refusal(ErrorReason.ContentApologyMissing, "apology", ("content", content.Name));
        return request.Lesson.Length == 0
            ? throw new Refusal(ErrorReason.ContentLessonMissing, "lesson", ("content", content.Name))
            : [new TakedownClosed { Apology = request.Apology, NegativeShareBps = request.NegativeShareBps, Lesson = request.Lesson }];
    }

    private static void Down(Content content, Timestamp time, string evidence)
    {
        content.Takedown ??= new Takedown();
        content.Takedown.DownTime = time.Clone();
        content.Takedown.EvidenceSha256 = evidence;
        if (content.Takedown.DueTime is { } due)
            content.Takedown.Outcome = time.CompareTo(due) <= 0 ? Outcome.InSla : Outcome.Breach;
    }
}
