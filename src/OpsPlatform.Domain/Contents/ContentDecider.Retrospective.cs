using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;
using State = OpsPlatform.Contents.V1.Content.Types.State;

namespace OpsPlatform.Domain.Contents;

public static partial class ContentDecider
{
    public static IEnumerable<IMessage> RecordRetrospective(Aggregate<Content> content, RecordRetrospectiveRequest request, DecisionContext context)
    {
        content.Root.MustBe(State.Published, State.Live, State.TakenDown, State.Removed);
        if (request.Completions > request.Plays)
            throw new Refusal(ErrorReason.ContentCountsInvalid, "completions", ("completions", request.Completions), ("plays", request.Plays));
        var recorded = new Retrospective
        {
            Conclusion = request.Conclusion,
            Plays = request.Plays,
            Completions = request.Completions,
            Interactions = request.Interactions,
            Principal = context.Principal,
            RecordTime = content.Root.Retrospective?.RecordTime,
        };
        return recorded.Equals(content.Root.Retrospective) ? [] : [new RetrospectiveRecorded { Retrospective = new(recorded) { RecordTime = null } }];
    }
}
