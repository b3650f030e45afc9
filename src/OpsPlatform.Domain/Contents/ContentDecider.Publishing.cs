using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;
using Authorized = OpsPlatform.Accounts.V1.Authorization.Types.State;
using Risk = OpsPlatform.Contents.V1.Content.Types.Risk;
using State = OpsPlatform.Contents.V1.Content.Types.State;

namespace OpsPlatform.Domain.Contents;

public static partial class ContentDecider
{
    private const string Legal = "legal";

    private static readonly Duration DefaultGrace = Duration.FromTimeSpan(TimeSpan.FromMinutes(30));

    public static IEnumerable<IMessage> RecordLetter(Aggregate<Content> content, RecordComplianceLetterRequest request, DecisionContext context)
    {
        MustNotBeOver(content.Root);
        var recorded = new ClearanceRecorded
        {
            Kind = Clearance.Types.Kind.ComplianceLetter,
            Principal = context.Principal,
            Signer = request.Signer,
            EvidenceSha256 = request.EvidenceSha256,
        };
        return Record(content.Root, recorded);
    }

    /// <param name="roles">Those that the caller was granted in the workspace.</param>
    public static IEnumerable<IMessage> RecordLegalReview(Aggregate<Content> content, RecordLegalReviewRequest request, IReadOnlyCollection<string> roles, DecisionContext context)
    {
        MustNotBeOver(content.Root);
        content.Root.MustBeThis(request.Sha256);
        if (!roles.Contains(Legal))
            throw new Refusal(ErrorReason.ReviewRoleMissing, "", ("stage", "full text"), ("role", Legal));
        MustNotBeAuthor(content.Root, context.Principal);
        var recorded = new ClearanceRecorded
        {
            Kind = Clearance.Types.Kind.LegalReview,
            Principal = context.Principal,
            EvidenceSha256 = request.EvidenceSha256,
            Sha256 = request.Sha256,
        };
        return Record(content.Root, recorded);
    }

    /// <param name="account">The content's, as it is now.</param>
    public static IEnumerable<IMessage> Schedule(Aggregate<Content> content, ScheduleContentRequest request, Account account, DecisionContext context)
    {
        var root = content.Root;
        root.MustBe(State.Approved, State.Scheduled, State.Missed);
        if (request.PublishTime.ToDateTimeOffset() <= context.Time)
            throw new Refusal(ErrorReason.ContentSchedulePast, "publish_time", ("publish_time", request.PublishTime.Text()));
        MustBeActive(account);
        MustBeAuthorized(account, request.PublishTime);
        MustBeCleared(root);
        MustFit(root, request.HasMinFitScore ? request.MinFitScore : PlatformFits.Least);
        var grace = request.Grace ?? DefaultGrace;
        return root.State == State.Scheduled && (root.PublishTime, root.Grace).Equals((request.PublishTime, grace))
            ? []
            : [new ContentScheduled { PublishTime = request.PublishTime, Grace = grace }];
    }

    /// <param name="account">The content's, as it is now.</param>
    public static IEnumerable<IMessage> Publish(Aggregate<Content> content, PublishContentRequest request, Account account, DecisionContext context)
    {
        var root = content.Root;
        root.MustBe(State.Approved, State.Scheduled, State.Missed);
        root.MustBeThis(request.Sha256);
        var time = context.PastOrNow(request.PublishTime, "publish_time", ErrorReason.ContentTimeAhead);
        MustBeActive(account);
        MustBeCleared(root);
        MustFit(root, request.HasMinFitScore ? request.MinFitScore : PlatformFits.Least);
        return
        [
            new ContentPublished
            {
                Publication = new Publication
                {
                    Uri = request.Uri,
                    ExternalId = request.ExternalId,
                    EvidenceSha256 = request.EvidenceSha256,
                    PublishTime = time,
                    Sha256 = request.Sha256,
                    Claimer = context.Principal,
                },
            },
        ];
    }

    public static IEnumerable<IMessage> ConfirmLive(Aggregate<Content> content, ConfirmLiveRequest request, DecisionContext context)
    {
        if (content.Root.State == State.Live)
            return [];
        content.Root.MustBe(State.Published);
        return content.Root.Publication.Claimer == context.Principal
            ? throw new Refusal(ErrorReason.SeparationOfDuties, "", ("principal", context.Principal))
            : [new LiveConfirmed { Confirmer = context.Principal, EvidenceSha256 = request.EvidenceSha256 }];
    }

    public static IEnumerable<IMessage> ReportRemoval(Aggregate<Content> content, ReportRemovalRequest request, DecisionContext context)
    {
        if (content.Root.State == State.Removed)
            return [];
        content.Root.MustBe(State.Published, State.Live);
        return [new RemovalReported { Reason = request.Reason, EvidenceSha256 = request.EvidenceSha256 }];
    }

    private static IEnumerable<IMessage> Record(Content content, ClearanceRecorded recorded) =>
        content.Clearances.Any(known => (known.Kind, known.Signer, known.EvidenceSha256, known.Sha256) == (recorded.Kind, recorded.Signer, recorded.EvidenceSha256, recorded.Sha256)) ? [] : [recorded];

    private static void MustNotBeOver(Content content) =>
        content.MustBe(State.Draft, State.InReview, State.ChangesRequested, State.Approved, State.Scheduled, State.Missed, State.Published, State.Live);

    private static void MustBeActive(Account account)
    {
        if (account is not { State: Account.Types.State.Active, DeleteTime: null })
            throw Inactive(account);
    }

    private static Refusal Inactive(Account account) =>
        new(ErrorReason.ContentAccountInactive, "", ("account", account.Name), ("state", account.DeleteTime is null ? account.State.WireName() : "deleted"));

    /// <summary>A program can renew an authorization until a person has to authorize again. An account without one is operated by hand.</summary>
    private static void MustBeAuthorized(Account account, Timestamp time)
    {
        if (account.Authorization is not { } authorization)
            return;
        var end = authorization.HardReauthorizeTime;
        if (authorization.State != Authorized.Authorized || (end is not null && end.CompareTo(time) <= 0))
        {
            throw new Refusal(
                ErrorReason.ContentAuthorizationEnded,
                "publish_time",
                ("account", account.Name),
                ("state", authorization.State.WireName()),
                ("end_time", end is null ? "any time" : end.Text()),
                ("publish_time", time.Text()));
        }
    }

    /// <summary>A legal review of an earlier content is gone with it.</summary>
    private static void MustBeCleared(Content content)
    {
        if (MissingClearances(content) is { Length: > 0 } missing)
            throw new Refusal(ErrorReason.ContentClearanceMissing, "", ("missing", string.Join(", ", missing.Select(WireNames.WireName))));
    }

    /// <summary>What a red topic needs and does not have yet.</summary>
    internal static Clearance.Types.Kind[] MissingClearances(Content content) => content.Risk == Risk.Red
        ? [.. new[] { Clearance.Types.Kind.ComplianceLetter, Clearance.Types.Kind.LegalReview }.Except(content.Clearances.Select(clearance => clearance.Kind))]
        : [];

    private static void MustFit(Content content, int least)
    {
        if (content.Review.Check?.Fit is { } fit && fit.Score < least)
            throw new Refusal(ErrorReason.ContentFitLow, "", ("score", fit.Score), ("minimum", least));
    }
}
