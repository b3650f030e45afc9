using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain.Contents;
using static OpsPlatform.Domain.Tests.Contents.Story;
using Risk = OpsPlatform.Contents.V1.Content.Types.Risk;
using Verdict = OpsPlatform.Contents.V1.ReviewContentRequest.Types.Verdict;

namespace OpsPlatform.Domain.Tests.Contents;

/// <summary>Every refusal that a decision about a content knows, provoked once, against the sentences that callers read.</summary>
public sealed class RefusalTests
{
    private static readonly Dictionary<ErrorReason, Func<IEnumerable<IMessage>>> Provocations = new()
    {
        [ErrorReason.UpdateMaskInvalid] = () => ContentDecider.Update(Made(), new() { Content = new(), UpdateMask = FieldMask.FromString("account") }, By(Ann)),
        [ErrorReason.SeparationOfDuties] = () => ContentDecider.ConfirmLive(Published(), new(), By(Ann)),
        [ErrorReason.ContentState] = () => ContentDecider.Publish(Made(), new(), Main, By(Ann)),
        [ErrorReason.ContentHashStale] = () => ContentDecider.Submit(Made(), new() { Sha256 = "0" }, One, Checked(Made()), By(Ann)),
        [ErrorReason.ContentDisclaimerMissing] = () => Review(Submitted(With(draft => draft.Sensitive = true)), ["legal"], Bob),
        [ErrorReason.ContentClearanceMissing] = () => Publish(Approved(With(draft => draft.Risk = Risk.Red))),
        [ErrorReason.ContentSchedulePast] = () => ContentDecider.Schedule(Approved(), new() { PublishTime = Now.ToTimestamp() }, Main, By(Ann)),
        [ErrorReason.ContentAccountInactive] = () => ContentDecider.Schedule(Approved(), Tomorrow, new Account { State = Account.Types.State.Suspended }, By(Ann)),
        [ErrorReason.ContentAuthorizationEnded] = () => ContentDecider.Schedule(Approved(), Tomorrow, new Account { State = Account.Types.State.Active, Authorization = new() { State = Authorization.Types.State.Revoked } }, By(Ann)),
        [ErrorReason.ContentTimeAhead] = () => ContentDecider.ReportViolation(Published(), new() { FindTime = Now.AddSeconds(1).ToTimestamp() }, By(Ann)),
        [ErrorReason.ContentTakedownTooEarly] = () => ContentDecider.TakeDown(Violating(), new() { DownTime = Now.AddSeconds(-1).ToTimestamp() }, By(Ann)),
        [ErrorReason.ContentViolationMissing] = () => ContentDecider.CloseTakedown(Published().Do(content => ContentDecider.TakeDown(content, new(), By(Ann))), new(), By(Ann)),
        [ErrorReason.ContentLessonMissing] = () => ContentDecider.CloseTakedown(TakenDown(), new() { Apology = "We are sorry." }, By(Ann)),
        [ErrorReason.ContentApologyMissing] = () => ContentDecider.CloseTakedown(TakenDown(), new() { Apology = " " }, By(Ann)),
        [ErrorReason.ContentCheckFailed] = () => Submitted(With(draft => draft.AiGenerated = true)).Touched.Select(child => child.Value),
        [ErrorReason.ContentFitLow] = () => ContentDecider.Schedule(Approved(), new() { PublishTime = Now.AddDays(1).ToTimestamp(), MinFitScore = 101 }, Main, By(Ann)),
        [ErrorReason.ContentRangeInvalid] = () => [Calendars.Of(new() { StartDate = new() { Year = 2026, Month = 3, Day = 2 }, EndDate = new() { Year = 2026, Month = 3, Day = 1 } }, [])],
        [ErrorReason.ContentCountsInvalid] = () => ContentDecider.RecordRetrospective(Published(), new() { Plays = 1, Completions = 2 }, By(Ann)),
        [ErrorReason.ContentMixSum] = () => [Mixes.Of(new() { Preset = MixPreset.Custom }, [])],
        [ErrorReason.WordListEntryInvalid] = () => WordListDecider.Set(new("workspaces/acme/word-lists/ads"), new() { Groups = { new WordGroup { Words = { "。" } } } }, By(Ann)),
        [ErrorReason.WordListTooLarge] = () => WordListDecider.Set(new("workspaces/acme/word-lists/ads"), new() { Groups = { new WordGroup { Words = { Enumerable.Repeat("茶", 50_001) } } } }, By(Ann)),
        [ErrorReason.ReviewStageOrder] = () => ContentDecider.Review(Submitted(), new() { Stage = 2 }, ["legal"], By(Bob)),
        [ErrorReason.ReviewRoleMissing] = () => Review(Submitted(), ["operator"], Bob),
        [ErrorReason.ReviewerNotNamed] = () => Review(Submitted(chain: new() { Stages = { new ReviewStage { RoleId = "legal", Reviewers = { "users/cid" } } } }), ["legal"], Bob),
        [ErrorReason.ReviewOwnContent] = () => Review(Submitted(), ["legal"], Ann),
        [ErrorReason.ReviewTwice] = () => Review(Submitted(chain: new() { Stages = { One.Stages[0], One.Stages[0] } }).Do(content => Review(content, ["legal"], Bob)), ["legal"], Bob),
        [ErrorReason.ReviewRemarkMissing] = () => ContentDecider.Review(Submitted(), Decision(Submitted(), Verdict.Hold, " "), ["legal"], By(Bob)),
        [ErrorReason.ReviewChainBuiltIn] = () => ReviewChainDecider.Set(new("workspaces/acme/review-chains/review-b"), new() { Name = "workspaces/acme/review-chains/review-b" }, By(Ann)),
        [ErrorReason.ReviewChainUnfillable] = () => ReviewChainDecider.Set(new(One.Name), new() { Name = One.Name, Stages = { Named("a", "b"), Named("b", "a"), Named("a") } }, By(Ann)),
    };

    /// <summary>What there is beside the content, only the server knows.</summary>
    private static readonly ErrorReason[] Elsewhere = [ErrorReason.ContentVersionUnknown, ErrorReason.ReviewChainUnknown];

    public static TheoryData<ErrorReason> Reasons =>
        [.. System.Enum.GetValues<ErrorReason>().Where(reason => (int)reason is >= 500 and < 600).Except(Elsewhere), ErrorReason.UpdateMaskInvalid, ErrorReason.SeparationOfDuties];

    private static ScheduleContentRequest Tomorrow => new() { PublishTime = Now.AddDays(1).ToTimestamp() };

    [Theory, MemberData(nameof(Reasons))]
    public void Its_facts_fill_its_sentences_in_both_languages(ErrorReason reason)
    {
        var refusal = Should.Throw<Refusal>(() => Provocations[reason]().ToList());
        refusal.Reason.ShouldBe(reason);
        var facts = refusal.Facts.Select(fact => fact.Name).ToHashSet();
        Refusals.Braces(Refusals.Template(reason).En).ShouldBe(facts, ignoreOrder: true);
        Refusals.Braces(Refusals.Template(reason).Zh).ShouldBe(facts, ignoreOrder: true);
    }

    private static Content With(Action<Content> change)
    {
        var draft = Draft;
        change(draft);
        return draft;
    }

    private static ReviewStage Named(params string[] reviewers) => new() { RoleId = "legal", Reviewers = { reviewers } };

    private static Aggregate<Content> Violating() => Published().Do(content => ContentDecider.ReportViolation(content, new(), By(Ann)));

    private static IEnumerable<IMessage> Publish(Aggregate<Content> content) => ContentDecider.Publish(content, new() { Sha256 = content.Root.Sha256 }, Main, By(Ann));

    private static IEnumerable<IMessage> Review(Aggregate<Content> content, string[] roles, string principal) =>
        ContentDecider.Review(content, Decision(content, Verdict.Approve), roles, By(principal));
}
