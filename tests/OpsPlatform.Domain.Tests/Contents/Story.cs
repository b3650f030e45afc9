using Google.Protobuf;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain.Contents;

namespace OpsPlatform.Domain.Tests.Contents;

/// <summary>A content, and what has happened to it so far.</summary>
internal static class Story
{
    public const string Ann = "users/ann";
    public const string Bob = "users/bob";
    public const string Name = "workspaces/acme/contents/tea";

    public static readonly DateTimeOffset Now = new(2026, 3, 12, 8, 0, 0, TimeSpan.Zero);

    public static Account Main => new() { Name = "workspaces/acme/accounts/main", State = Account.Types.State.Active, Platform = "workspaces/acme/platforms/own" };

    public static Platform Own => new() { Name = Main.Platform, AiLabel = "内容由AI生成", AdvertisingLabel = "广告" };

    public static Content Draft => new() { Account = Main.Name, Kind = Content.Types.Kind.Video, Title = "Tea", BodyText = "Seven leaves." };

    public static ReviewChain One => new() { Name = "workspaces/acme/review-chains/one", Stages = { new ReviewStage { RoleId = "legal" } } };

    public static DecisionContext By(string principal, DateTimeOffset? time = null) => new(time ?? Now, principal, "new", () => "made");

    /// <summary>A content that Ann has just made.</summary>
    public static Aggregate<Content> Made(Content? draft = null) =>
        new Aggregate<Content>(Name).Do(content => ContentDecider.Create(content, new() { Content = draft ?? Draft }, Main, By(Ann)));

    public static Aggregate<Content> Submitted(Content? draft = null, ReviewChain? chain = null) =>
        Made(draft).Do(content => ContentDecider.Submit(content, new(), chain ?? One, Checked(content), By(Ann)));

    public static CheckReport Checked(Aggregate<Content> content) => ContentCheck.Of(content.Root, new CheckFacts(Main, Own, [], [], 0, 0));

    /// <summary>One that Bob of legal has approved.</summary>
    public static Aggregate<Content> Approved(Content? draft = null) =>
        Submitted(draft).Do(content => ContentDecider.Review(content, Decision(content, ReviewContentRequest.Types.Verdict.Approve), ["legal"], By(Bob)));

    public static Aggregate<Content> Published(Content? draft = null) => Approved(draft).Do(content => ContentDecider.Publish(content, new() { Sha256 = content.Root.Sha256 }, Main, By(Ann)));

    public static Aggregate<Content> TakenDown() => Published()
        .Do(content => ContentDecider.ReportViolation(content, new(), By(Ann)))
        .Do(content => ContentDecider.TakeDown(content, new(), By(Ann)));

    public static ReviewContentRequest Decision(Aggregate<Content> content, ReviewContentRequest.Types.Verdict verdict, string remark = "") =>
        new() { Stage = content.Root.Review?.Stage ?? 1, Sha256 = content.Root.Sha256, Verdict = verdict, Remark = remark };

    public static Aggregate<Content> Do(this Aggregate<Content> content, Func<Aggregate<Content>, IEnumerable<IMessage>> decide, DateTimeOffset? time = null)
    {
        foreach (var message in decide(content).ToList())
            content.Apply(new Recorded(message, content.Version + 1, time ?? Now), ContentDecider.Evolve);
        return content;
    }
}
