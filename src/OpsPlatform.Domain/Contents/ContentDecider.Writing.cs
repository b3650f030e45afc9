using Google.Protobuf;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;
using State = OpsPlatform.Contents.V1.Content.Types.State;

namespace OpsPlatform.Domain.Contents;

/// <summary>Decides what happens to a content, and folds what has happened.</summary>
public static partial class ContentDecider
{
    /// <summary>What is for planning: a change of it is none of what was approved.</summary>
    private static readonly string[] Planning = ["classes", "labels", "campaign"];

    private static readonly string[] Editable = [.. ReviewedContent.Fields.Where(field => field != "account"), .. Planning];

    /// <param name="account">The one that it is for, as it is now.</param>
    public static IEnumerable<IMessage> Create(Aggregate<Content> content, CreateContentRequest request, Account account, DecisionContext context)
    {
        var given = request.Content;
        if (account.DeleteTime is not null)
            throw Inactive(account);
        var made = ReviewedContent.Of(given);
        Planning.Merge(given, made);
        return [new ContentCreated { Content = made, Sha256 = ReviewedContent.Sha256(made), TextSha256 = ReviewedContent.TextSha256(made), Author = context.Principal }];
    }

    public static IEnumerable<IMessage> Update(Aggregate<Content> content, UpdateContentRequest request, DecisionContext context)
    {
        var root = content.Root;
        var paths = request.UpdateMask.Editing(request.Content, Editable).Changed(root, request.Content);
        if (paths.Count == 0)
            return [];
        var edited = root.Clone();
        paths.Merge(request.Content, edited);
        var (sha256, given) = (ReviewedContent.Sha256(edited), new Content());
        paths.Merge(request.Content, given);
        var update = new ContentEdited { Content = given, Paths = { paths }, Sha256 = sha256, TextSha256 = ReviewedContent.TextSha256(edited), Author = context.Principal };
        if (sha256 == root.Sha256)
            return [update];
        root.MustBe(State.Draft, State.InReview, State.ChangesRequested, State.Approved, State.Scheduled, State.Missed);
        return root.Review is { } review ? [update, new ApprovalVoided { Sha256 = review.Sha256 }] : [update];
    }

    public static IEnumerable<IMessage> Remark(Aggregate<Content> content, CreateRemarkRequest request, DecisionContext context) =>
        [new RemarkMade { RemarkId = context.Id, Text = request.Remark.Text, Audience = request.Remark.Audience, Author = context.Principal }];

    private static void MustBe(this Content content, params ReadOnlySpan<State> states)
    {
        if (!states.Contains(content.State))
            throw new Refusal(ErrorReason.ContentState, "", ("state", content.State.WireName()), ("needed", string.Join('/', states.ToArray().Select(WireNames.WireName))));
    }

    private static void MustBeThis(this Content content, string sha256)
    {
        if (sha256 != content.Sha256)
            throw new Refusal(ErrorReason.ContentHashStale, "sha256", ("given", sha256), ("current", content.Sha256));
    }
}
