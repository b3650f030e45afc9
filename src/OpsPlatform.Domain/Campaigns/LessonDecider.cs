using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using Kind = OpsPlatform.Campaigns.V1.Lesson.Types.Kind;
using Stage = OpsPlatform.Campaigns.V1.Lesson.Types.Stage;
using Trigger = OpsPlatform.Campaigns.V1.Lesson.Types.Trigger;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>Decides what happens to something that was learned, and folds what has happened.</summary>
public static class LessonDecider
{
    private static readonly string[] Editable = ["display_name", "kind", "situation", "advice", "tags", "cause_tag", "solution"];

    public static IEnumerable<IMessage> Create(Aggregate<Lesson> lesson, CreateLessonRequest request, DecisionContext context)
    {
        var made = new Lesson { Campaign = request.Lesson.Campaign };
        Editable.Merge(request.Lesson, made);
        return [new LessonCreated { Lesson = Kinded(made) }];
    }

    public static IEnumerable<IMessage> Update(Aggregate<Lesson> lesson, UpdateLessonRequest request, DecisionContext context)
    {
        var edited = lesson.Root.Clone();
        request.UpdateMask.Editing(request.Lesson, Editable).Merge(request.Lesson, edited);
        var paths = Editable.Changed(lesson.Root, Kinded(edited));
        if (paths.Count == 0)
            return [];
        if (lesson.Root.Stage >= Stage.Organised)
            MustBeTagged(edited, "lesson.tags");
        var updated = new LessonUpdated { Lesson = new Lesson(), Paths = { paths } };
        paths.Merge(edited, updated.Lesson);
        return [updated];
    }

    public static IEnumerable<IMessage> Advance(Aggregate<Lesson> lesson, AdvanceLessonRequest request, DecisionContext context)
    {
        var stage = lesson.Root.Stage;
        if (request.Stage == stage)
            return [];
        if (request.Stage != stage + 1 || stage == Stage.Applied)
            throw Order(stage, request.Stage);
        MustBeTagged(lesson.Root, "stage");
        return [new LessonAdvanced { Stage = request.Stage }];
    }

    public static IEnumerable<IMessage> Recur(Aggregate<Lesson> lesson, RecordRecurrenceRequest request, DecisionContext context) => [new LessonRecurred { Incident = request.Incident }];

    public static IEnumerable<IMessage> Use(Aggregate<Lesson> lesson, UseLessonRequest request, DecisionContext context) =>
        lesson.Root.Stage >= Stage.Shared ? [new LessonUsed { Purpose = request.Purpose }] : throw Order(lesson.Root.Stage, Stage.Shared);

    public static IEnumerable<IMessage> Review(Aggregate<Lesson> lesson, ReviewLessonRequest request, DecisionContext context) => [new LessonReviewed { Outdated = request.Outdated }];

    public static IEnumerable<IMessage> Flag(Aggregate<Lesson> lesson, FlagLessonRequest request, DecisionContext context) =>
        (lesson.Root.Flag, lesson.Root.FlagReason) == (request.Trigger, request.Reason) ? [] : [new LessonFlagged { Trigger = request.Trigger, Reason = request.Reason }];

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Lesson> lesson, Recorded recorded)
    {
        var root = lesson.Root;
        switch (recorded.Message)
        {
            case LessonCreated created:
                root.MergeFrom(created.Lesson.Clone());
                (root.Stage, root.ReviewTime) = (Stage.Collected, recorded.Time.ToTimestamp());
                break;
            case LessonUpdated updated:
                updated.Paths.Merge(updated.Lesson.Clone(), root);
                break;
            case LessonAdvanced advanced:
                root.Stage = advanced.Stage;
                break;
            case LessonRecurred:
                root.RecurrenceCount++;
                break;
            case LessonUsed:
                root.UseCount++;
                break;
            case LessonReviewed reviewed:
                (root.Outdated, root.ReviewTime, root.Flag, root.FlagReason) = (reviewed.Outdated, recorded.Time.ToTimestamp(), Trigger.Unspecified, "");
                break;
            case LessonFlagged flagged:
                (root.Flag, root.FlagReason) = (flagged.Trigger, flagged.Reason);
                break;
            default:
                throw new UnreachableException($"{lesson.Name} has an event that no lesson can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    private static Lesson Kinded(Lesson lesson)
    {
        if (lesson.Kind == Kind.Unspecified)
            lesson.Kind = Kind.Lesson;
        return lesson;
    }

    private static void MustBeTagged(Lesson lesson, string field)
    {
        if (lesson.Tags.Count == 0)
            throw new Refusal(ErrorReason.LessonUntagged, field);
    }

    private static Refusal Order(Stage stage, Stage asked) =>
        new(ErrorReason.LessonStageOrder, "stage", ("stage", stage.WireName()), ("asked", asked.WireName()), ("next", stage == Stage.Applied ? "none" : (stage + 1).WireName()));
}
