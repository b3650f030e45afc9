using OpsPlatform.Accounts.V1;
using OpsPlatform.Campaigns.V1;
using Date = Google.Type.Date;
using SetupStep = OpsPlatform.Accounts.V1.Account.Types.SetupStep;

namespace OpsPlatform.Server.Tests.Campaigns;

/// <summary>A test of campaigns, each of which it makes for itself.</summary>
public abstract class CampaignTest(RunningServer server) : ServerTest(server)
{
    protected const string Workspace = "workspaces/acme";

    protected CampaignService.CampaignServiceClient Campaigns => Server.Operator.Campaigns;

    protected static string NewId(string prefix = "c") => $"{prefix}{Guid.NewGuid():N}";

    protected static Date Day(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    /// <summary>A campaign that starts today.</summary>
    protected Campaign Draft() => new() { DisplayName = "Spring 春季", StartDate = Day(DateOnly.FromDateTime(Server.Clock.GetUtcNow().UtcDateTime)) };

    protected Task<Campaign> CreateAsync() => CreateAsync(Draft());

    protected async Task<Campaign> CreateAsync(Campaign campaign) =>
        await Campaigns.CreateCampaignAsync(new() { Parent = Workspace, CampaignId = NewId(), Campaign = campaign });

    protected async Task<Account> AccountAsync(SetupStep until = SetupStep.Configured)
    {
        var accounts = Server.Operator.Accounts;
        var account = await accounts.CreateAccountAsync(new() { Parent = Workspace, AccountId = NewId("a"), Account = new Account { DisplayName = "Acme", Platform = $"{Workspace}/platforms/channels" } });
        foreach (var step in new[] { SetupStep.Registered, SetupStep.BasicSet, SetupStep.Configured }.Where(step => step <= until))
            account = await accounts.AdvanceSetupAsync(new() { Name = account.Name, Step = step });
        return until == SetupStep.Configured ? await accounts.ActivateAccountAsync(new() { Name = account.Name }) : account;
    }

    protected Grpc.Core.AsyncUnaryCall<Campaign> TemplateFor(string name, string template) =>
        Campaigns.SetPlanAsync(new() { Name = name, Template = $"{Workspace}/plan-templates/{template}" });

    protected async Task<Campaign> TemplateAsync(string name, string template = "two-eight-four") => await TemplateFor(name, template);

    protected async Task<Campaign> CompleteAsync(string name, string task) => await Campaigns.CompleteTaskAsync(new() { Name = name, TaskId = task, Evidence = "Seen" });

    /// <summary>Something that was learned, with what is given of it.</summary>
    protected async Task<Lesson> LessonAsync(Lesson given)
    {
        var lesson = new Lesson { DisplayName = "Brief early", Situation = "The agency was briefed late 简报太晚" };
        lesson.MergeFrom(given);
        return await Campaigns.CreateLessonAsync(new() { Parent = Workspace, LessonId = NewId("l"), Lesson = lesson });
    }
}
