using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;
using State = OpsPlatform.Contents.V1.Content.Types.State;
using Verdict = OpsPlatform.Contents.V1.ReviewContentRequest.Types.Verdict;

namespace OpsPlatform.Domain.Contents;

public static partial class ContentDecider
{
    /// <summary>So many findings are named in a refusal; CheckContent tells all.</summary>
    private const int MostNamed = 5;

    /// <param name="chain">The one that the request names, as it is now.</param>
    /// <param name="check">What was found about the content a moment ago.</param>
    public static IEnumerable<IMessage> Submit(Aggregate<Content> content, SubmitContentRequest request, ReviewChain chain, CheckReport check, DecisionContext context)
    {
        var root = content.Root;
        if (request.Sha256.Length > 0)
            root.MustBeThis(request.Sha256);
        if (root.State == State.InReview && root.Review.Chain == chain.Name)
            return [];
        root.MustBe(State.Draft, State.ChangesRequested);

        // It may have been edited since it was checked.
        root.MustBeThis(check.Sha256);
        MustPass(check);
        return
        [
            new ContentSubmitted { Chain = chain.Name, Stages = { chain.Stages }, FinalRejection = chain.FinalRejection, Sha256 = root.Sha256, Submitter = context.Principal, Check = check },
        ];
    }

    private static void MustPass(CheckReport check)
    {
        var blocking = check.Findings.Where(finding => finding.Severity == Severity.Block).ToList();
        if (blocking.Count > 0)
            throw new Refusal(ErrorReason.ContentCheckFailed, "", ("count", blocking.Count), ("findings", string.Join("; ", blocking.Take(MostNamed).Select(Told))));

        static string Told(CheckFinding finding) => finding.Code == CheckFinding.Types.Code.WordListed
            ? $"{finding.Code.WireName()} {finding.Word} in {finding.Field} at {finding.Start} to {finding.End} ({finding.Rule})"
            : $"{finding.Code.WireName()} {finding.Rule}".TrimEnd();
    }

    /// <param name="roles">Those that the caller was granted in the workspace.</param>
    public static IEnumerable<IMessage> Review(Aggregate<Content> content, ReviewContentRequest request, IReadOnlyCollection<string> roles, DecisionContext context)
    {
        var root = content.Root;
        root.MustBe(State.InReview);
        var review = root.Review;
        if (request.Stage != review.Stage)
            throw new Refusal(ErrorReason.ReviewStageOrder, "stage", ("stage", review.Stage), ("count", review.Stages.Count), ("asked", request.Stage));
        root.MustBeThis(request.Sha256);
        var role = Role(root, roles, context.Principal);
        if (request.Verdict != Verdict.Approve && string.IsNullOrWhiteSpace(request.Remark))
            throw new Refusal(ErrorReason.ReviewRemarkMissing, "remark", ("verdict", request.Verdict.WireName()));
        return request.Verdict switch
        {
            Verdict.Approve => Approve(root, request, role, context),
            Verdict.RequestChanges => [new ChangesRequested { Stage = request.Stage, Principal = context.Principal, RoleId = role, Sha256 = request.Sha256, Remark = request.Remark }],
            Verdict.Reject =>
            [
                new ContentRejected { Stage = request.Stage, Principal = context.Principal, RoleId = role, Sha256 = request.Sha256, Remark = request.Remark, Final = review.FinalRejection },
            ],
            _ => [new ContentHeld { Stage = request.Stage, Principal = context.Principal, RoleId = role, Sha256 = request.Sha256, Remark = request.Remark }],
        };
    }

    public static IEnumerable<IMessage> Withdraw(Aggregate<Content> content, WithdrawContentRequest request, DecisionContext context)
    {
        var state = content.Root.State;
        if (state is State.Draft or State.Approved)
            return [];
        content.Root.MustBe(State.InReview, State.Scheduled, State.Missed);
        return state == State.InReview ? [new ReviewWithdrawn { Reason = request.Reason }] : [new ScheduleWithdrawn { Reason = request.Reason }];
    }

    private static IEnumerable<IMessage> Approve(Content content, ReviewContentRequest request, string role, DecisionContext context)
    {
        if (content.Review.Approvals.FirstOrDefault(approval => approval.Principal == context.Principal) is { } earlier)
            throw new Refusal(ErrorReason.ReviewTwice, "", ("principal", context.Principal), ("stage", earlier.Stage));
        if (request.Stage == 1 && content.Sensitive && string.IsNullOrWhiteSpace(content.Disclaimer))
            throw new Refusal(ErrorReason.ContentDisclaimerMissing, "", ("topic", content.Topic));
        yield return new StageApproved { Stage = request.Stage, Principal = context.Principal, RoleId = role, Sha256 = request.Sha256, Remark = request.Remark };
        if (request.Stage == content.Review.Stages.Count)
            yield return new ContentApproved { Sha256 = request.Sha256 };
    }

    /// <summary>The role by which the caller may decide at the stage whose turn it is.</summary>
    private static string Role(Content content, IReadOnlyCollection<string> roles, string principal)
    {
        var review = content.Review;
        var stage = review.Stages[review.Stage - 1];
        var isEscalated = review.Overdue && roles.Contains(stage.EscalationRoleId);
        if (!isEscalated && !roles.Contains(stage.RoleId))
            throw new Refusal(ErrorReason.ReviewRoleMissing, "", ("stage", review.Stage), ("role", stage.RoleId));
        if (!isEscalated && stage.Reviewers.Count > 0 && !stage.Reviewers.Contains(principal))
            throw new Refusal(ErrorReason.ReviewerNotNamed, "", ("principal", principal), ("stage", review.Stage), ("reviewers", string.Join(", ", stage.Reviewers)));
        if (!stage.SelfReview)
            MustNotBeAuthor(content, principal);
        return isEscalated ? stage.EscalationRoleId : stage.RoleId;
    }

    private static void MustNotBeAuthor(Content content, string principal)
    {
        if (content.Authors.Contains(principal))
            throw new Refusal(ErrorReason.ReviewOwnContent, "", ("principal", principal));
    }
}
