using OpsPlatform.Accounts.V1;
using OpsPlatform.Alerts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;
using Walkthrough.Import;
using ContentState = OpsPlatform.Contents.V1.Content.Types.State;
using SetupStep = OpsPlatform.Accounts.V1.Account.Types.SetupStep;

namespace Walkthrough.Launch;

/// <summary>
/// A launch on one account: planned from a template, with a content that three principals approve before it is out, and that is down within the hour
/// when something is found against it. A second run repeats the requests of the first, which changes nothing; a part that is over is left alone.
/// </summary>
internal sealed class LaunchSteps(OpsPlatformClient operations, OpsPlatformClient compliance, OpsPlatformClient legal, Calls calls, string workspace)
{
    private const string Id = "spring-launch";
    private const string Item = "spring-tea";

    /// <summary>What stands for the digest of a picture of the screen.</summary>
    private static readonly string Evidence = new('e', 64);

    /// <summary>All of the first item of the first phase, and one more; more is not done yet.</summary>
    private static readonly string[] Done = ["team-roles", "team-training", "team-rules", "resources-budget"];

    private string Account => $"{workspace}/accounts/matrix-channels-01";

    private string Campaign => $"{workspace}/campaigns/{Id}";

    private string Content => $"{workspace}/contents/{Item}";

    /// <summary>Makes the campaign, which began a week ago, with a plan of 2, 8 and 4 weeks.</summary>
    public async Task<Campaign> PlanAsync(CancellationToken cancellation)
    {
        foreach (var step in new[] { SetupStep.Registered, SetupStep.BasicSet, SetupStep.Configured })
            await calls.AnswerAsync(operations.Accounts.AdvanceSetupAsync(new() { Name = Account, Step = step, RequestId = RequestId.Of(Account, $"{step}") }, cancellationToken: cancellation));
        await calls.AnswerAsync(operations.Accounts.ActivateAccountAsync(new() { Name = Account, RequestId = RequestId.Of(Account, "activate") }, cancellationToken: cancellation));

        // The first day is not the same in a second run, and so is no request id.
        var campaign = await FindAsync(() => operations.Campaigns.GetCampaignAsync(new() { Name = Campaign }, cancellationToken: cancellation)) ?? await calls.AnswerAsync(operations.Campaigns.CreateCampaignAsync(
            new() { Parent = workspace, CampaignId = Id, Campaign = new() { DisplayName = "Spring launch", StartDate = DateOf(DateTime.UtcNow.AddDays(-7)) } }, cancellationToken: cancellation));
        await calls.AnswerAsync(operations.Campaigns.LinkAccountsAsync(new() { Name = Campaign, Accounts = { Account }, RequestId = RequestId.Of(Campaign, "link") }, cancellationToken: cancellation));
        return campaign.Plan is null
            ? await calls.AnswerAsync(operations.Campaigns.SetPlanAsync(new() { Name = Campaign, Template = $"{workspace}/plan-templates/two-eight-four", RequestId = RequestId.Of(Campaign, "plan") }, cancellationToken: cancellation))
            : campaign;
    }

    public async Task<Content> DraftAsync(CancellationToken cancellation) =>
        await FindAsync(() => operations.Contents.GetContentAsync(new() { Name = Content }, cancellationToken: cancellation)) ?? await calls.AnswerAsync(operations.Contents.CreateContentAsync(
            new()
            {
                Parent = workspace,
                ContentId = Item,
                Content = new() { Account = Account, Campaign = Campaign, Kind = OpsPlatform.Contents.V1.Content.Types.Kind.Images, Title = "Spring tea 春茶", BodyText = "Seven leaves, picked by hand before the rain.", Advertising = true, Declarations = { Declaration.Advertising } },
            },
            cancellationToken: cancellation));

    /// <summary>What would stop the campaign now.</summary>
    public async Task<IReadOnlyList<PreflightFinding>> PreflightAsync(CancellationToken cancellation) =>
        [.. (await operations.Campaigns.PreflightCampaignAsync(new() { Name = Campaign }, cancellationToken: cancellation)).Findings];

    /// <summary>Lets the three stages of review-b approve: planning checks its own work, then compliance and legal.</summary>
    /// <returns>Why a principal cannot approve twice.</returns>
    public async Task<string> ReviewAsync(Content draft, CancellationToken cancellation)
    {
        var content = await calls.AnswerAsync(operations.Contents.SubmitContentAsync(
            new() { Name = Content, Chain = $"{workspace}/review-chains/review-b", Sha256 = draft.Sha256, RequestId = RequestId.Of(Content, "submit") }, cancellationToken: cancellation));
        await ApproveAsync(operations, content, 1, cancellation);
        var refused = await RefusalAsync(() => operations.Contents.ReviewContentAsync(Approval(content, 2), cancellationToken: cancellation));
        await ApproveAsync(compliance, content, 2, cancellation);
        await ApproveAsync(legal, content, 3, cancellation);
        return refused;
    }

    /// <summary>Starts the campaign and does what is done of its plan so far.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        await calls.AnswerAsync(operations.Campaigns.StartCampaignAsync(new() { Name = Campaign, RequestId = RequestId.Of(Campaign, "start") }, cancellationToken: cancellation));
        foreach (var task in Done)
            await calls.AnswerAsync(operations.Campaigns.CompleteTaskAsync(new() { Name = Campaign, TaskId = task, Evidence = "Seen", RequestId = RequestId.Of(Campaign, task) }, cancellationToken: cancellation));
    }

    /// <summary>Puts the content out; another principal sees it there.</summary>
    public async Task<Content> PublishAsync(Content draft, CancellationToken cancellation)
    {
        await calls.AnswerAsync(operations.Contents.PublishContentAsync(
            new() { Name = Content, Sha256 = draft.Sha256, Uri = "https://channels.example/v/spring-tea", EvidenceSha256 = Evidence, RequestId = RequestId.Of(Content, "publish") }, cancellationToken: cancellation));
        return await calls.AnswerAsync(compliance.Contents.ConfirmLiveAsync(new() { Name = Content, EvidenceSha256 = Evidence, RequestId = RequestId.Of(Content, "confirm") }, cancellationToken: cancellation));
    }

    /// <summary>Something is found against it: it comes down, an apology is published, and a lesson is drawn.</summary>
    public async Task<Content> TakeDownAsync(CancellationToken cancellation)
    {
        await calls.AnswerAsync(operations.Contents.ReportViolationAsync(new() { Name = Content, Violation = "The leaves are five", RequestId = RequestId.Of(Content, "violation") }, cancellationToken: cancellation));
        await calls.AnswerAsync(operations.Contents.TakeDownContentAsync(new() { Name = Content, Reason = "A false number", EvidenceSha256 = Evidence, RequestId = RequestId.Of(Content, "down") }, cancellationToken: cancellation));
        var lesson = await calls.MadeOrFoundAsync(
            operations.Campaigns.CreateLessonAsync(
                new() { Parent = workspace, LessonId = "count-the-leaves", Lesson = new() { DisplayName = "Count the leaves", Situation = "A number in a headline was wrong", CauseTag = "false-number", Campaign = Campaign }, RequestId = RequestId.Of(Content, "lesson") }, cancellationToken: cancellation),
            () => operations.Campaigns.GetLessonAsync(new() { Name = $"{workspace}/lessons/count-the-leaves" }, cancellationToken: cancellation));
        return await calls.AnswerAsync(operations.Contents.CloseTakedownAsync(
            new() { Name = Content, Apology = "Five leaves it is. 抱歉", NegativeShareBps = 200, Lesson = lesson.Name, RequestId = RequestId.Of(Content, "close") }, cancellationToken: cancellation));
    }

    /// <summary>A customer asks about it, and has an answer within five minutes.</summary>
    public async Task<Incident> AnswerAsync(CancellationToken cancellation)
    {
        var name = $"{workspace}/incidents/how-many-leaves";
        await calls.MadeOrFoundAsync(
            operations.Risks.CreateIncidentAsync(
                new() { Parent = workspace, IncidentId = "how-many-leaves", Incident = new() { Kind = Incident.Types.Kind.CustomerMessage, Summary = "Five leaves or seven?", Account = Account, Content = Content }, RequestId = RequestId.Of(name, "report") }, cancellationToken: cancellation),
            () => operations.Risks.GetIncidentAsync(new() { Name = name }, cancellationToken: cancellation));
        return await calls.AnswerAsync(operations.Risks.ResolveIncidentAsync(new() { Name = name, Statement = "Five, and we are sorry. 五片，抱歉", RequestId = RequestId.Of(name, "resolve") }, cancellationToken: cancellation));
    }

    public async Task<Progress> ProgressAsync(CancellationToken cancellation) => await operations.Campaigns.GetProgressAsync(new() { Name = Campaign }, cancellationToken: cancellation);

    public static bool IsOver(Content content) => content.State == ContentState.TakenDown && content.Takedown.CloseTime is not null;

    private async Task ApproveAsync(OpsPlatformClient reviewer, Content content, int stage, CancellationToken cancellation)
    {
        var approval = Approval(content, stage);
        approval.RequestId = RequestId.Of(Content, $"stage {stage}");
        await calls.AnswerAsync(reviewer.Contents.ReviewContentAsync(approval, cancellationToken: cancellation));
    }

    private ReviewContentRequest Approval(Content content, int stage) =>
        new() { Name = Content, Stage = stage, Sha256 = content.Sha256, Verdict = ReviewContentRequest.Types.Verdict.Approve };

    private static async Task<string> RefusalAsync<T>(Func<Grpc.Core.AsyncUnaryCall<T>> call)
    {
        try
        {
            await call();
            return "";
        }
        catch (OpsPlatformException e) when (e.Reason != ErrorReason.Unspecified)
        {
            return e.Message;
        }
    }

    private static async Task<T?> FindAsync<T>(Func<Grpc.Core.AsyncUnaryCall<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (OpsPlatformException e) when (e.Reason == ErrorReason.ResourceNotFound)
        {
            return null;
        }
    }

    private static Google.Type.Date DateOf(DateTime day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };
}
