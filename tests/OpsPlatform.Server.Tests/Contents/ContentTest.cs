using OpsPlatform.Accounts.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Server.Tests.Partners;
using Verdict = OpsPlatform.Contents.V1.ReviewContentRequest.Types.Verdict;

namespace OpsPlatform.Server.Tests.Contents;

/// <summary>A test of contents, each of which it makes for itself.</summary>
public abstract class ContentTest(RunningServer server) : ServerTest(server)
{
    protected const string Workspace = "workspaces/acme";

    /// <summary>The digest of what stands for some evidence.</summary>
    protected static readonly string Evidence = new('e', 64);

    /// <summary>The author: may do everything, and has no role.</summary>
    protected ContentService.ContentServiceClient Contents => Server.Operator.Contents;

    protected static string Chain(string id) => $"{Workspace}/review-chains/{id}";

    protected async Task<Account> AccountAsync(string platform = "channels")
    {
        var accounts = Server.Operator.Accounts;
        var account = await accounts.CreateAccountAsync(new() { Parent = Workspace, Account = new() { DisplayName = "Acme", Platform = $"{Workspace}/platforms/{platform}" } });
        foreach (var step in new[] { Account.Types.SetupStep.Registered, Account.Types.SetupStep.BasicSet, Account.Types.SetupStep.Configured })
            await accounts.AdvanceSetupAsync(new() { Name = account.Name, Step = step });
        return await accounts.ActivateAccountAsync(new() { Name = account.Name });
    }

    protected async Task<Content> DraftAsync(Action<Content>? change = null)
    {
        var content = new Content { Kind = Content.Types.Kind.Article, Title = "Spring tea", BodyText = $"Seven leaves, number {Guid.NewGuid():N}." };
        change?.Invoke(content);
        if (content.Account.Length == 0)
            content.Account = (await AccountAsync()).Name;
        return await Contents.CreateContentAsync(new() { Parent = Workspace, Content = content });
    }

    /// <summary>A caller of its own who has these roles in the workspace, and nothing else.</summary>
    protected async Task<ApiClient> WithRolesAsync(params string[] roles)
    {
        var id = PartnerSteps.NewId("acme-reviewer");
        var client = await Server.ProvisionAsync("acme", id, "contents.read");
        using var admin = await Server.AdminAsync();
        await admin.Partners.GrantAccessAsync(new() { Name = $"clients/{id}/grants/acme", Roles = { roles } });
        Server.Clock.Advance(PartnerSteps.Soon);
        return client;
    }

    protected static Task<Content> ApproveAsync(ApiClient reviewer, Content content, int stage) => ReviewAsync(reviewer, content, stage, Verdict.Approve);

    protected static async Task<Content> ReviewAsync(ApiClient reviewer, Content content, int stage, Verdict verdict, string remark = "") =>
        await reviewer.Contents.ReviewContentAsync(Decision(content, stage, verdict, remark));

    protected static ReviewContentRequest Decision(Content content, int stage, Verdict verdict = Verdict.Approve, string remark = "") =>
        new() { Name = content.Name, Stage = stage, Sha256 = content.Sha256, Verdict = verdict, Remark = remark };

    /// <summary>One that the only stage of a chain has approved.</summary>
    protected async Task<Content> ApprovedAsync(Action<Content>? change = null)
    {
        var chain = Chain("short");
        await Contents.SetReviewChainAsync(new() { Name = chain, DisplayName = "Short", Stages = { new ReviewStage { RoleId = "legal" } } });
        var content = await Contents.SubmitContentAsync(new() { Name = (await DraftAsync(change)).Name, Chain = chain });
        using var legal = await WithRolesAsync("legal");
        return await ApproveAsync(legal, content, 1);
    }

    protected async Task<Content> PublishedAsync()
    {
        var content = await ApprovedAsync();
        return await Contents.PublishContentAsync(Publication(content));
    }

    protected static PublishContentRequest Publication(Content content) =>
        new() { Name = content.Name, Sha256 = content.Sha256, Uri = "https://channels.example/v/1", EvidenceSha256 = Evidence };

    protected async Task<IEnumerable<string>> EventsAsync(string name) =>
        (await Server.Operator.Events.ListEventsAsync(new() { Parent = Workspace, Filter = $"resource = \"{name}\"", PageSize = 1000 })).Events.Select(each => each.Type);
}
