using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Server.Tests.Budgets;
using Code = OpsPlatform.Campaigns.V1.PreflightFinding.Types.Code;
using State = OpsPlatform.Campaigns.V1.Campaign.Types.State;

namespace OpsPlatform.Server.Tests.Campaigns;

/// <summary>What would stop a campaign is known before it starts.</summary>
public sealed class Preflighting(RunningServer server) : CampaignTest(server)
{
    [Fact]
    public async Task All_that_would_stop_it_is_listed_and_stops_it()
    {
        var (rested, running) = ((await AccountAsync()).Name, (await AccountAsync()).Name);
        var name = await CampaignAsync(neededMicros: 101, rested, running);
        await Server.Operator.Accounts.SuspendAccountAsync(new() { Name = rested, Reason = "Rebranding" });
        await Server.Operator.Accounts.SetAuthorizationAsync(new() { Name = running, ExpireTime = Server.Clock.GetUtcNow().AddDays(29).ToTimestamp() });
        await Campaigns.SetPlanAsync(new()
        {
            Name = name,
            Phases = { new PlanPhase { PhaseId = "make", StartDate = Draft().StartDate } },
            Milestones = { new Milestone { MilestoneId = "live", DueDate = Draft().StartDate } },
        });

        var findings = (await Campaigns.PreflightCampaignAsync(new() { Name = name })).Findings;
        findings.Select(finding => finding.Code).ShouldBe(
            [Code.MilestoneWithoutGate, Code.GoalNotSmart, Code.UnderResourced, Code.BudgetNotApproved, Code.BudgetShort, Code.AccountNotActive, Code.AuthorizationShort], ignoreOrder: true);
        findings.Single(finding => finding.Code == Code.AccountNotActive).ShouldBe(new PreflightFinding { Code = Code.AccountNotActive, Resource = rested, Detail = "SUSPENDED" });
        findings.Single(finding => finding.Code == Code.AuthorizationShort).Resource.ShouldBe(running);
        findings.Single(finding => finding.Code == Code.GoalNotSmart).Detail.ShouldBe("TIME_BOUND");

        var refused = await Campaigns.StartCampaignAsync(new() { Name = name }).Refused(ErrorReason.CampaignNotReady);
        refused.Info.Metadata["count"].ShouldBe("7");
        refused.Info.Metadata["findings"].Split(", ").ShouldBe(findings.Select(finding => Text(finding.Code)), ignoreOrder: true);
    }

    [Fact, Trait("row", "CAM-18")]
    public async Task It_starts_when_all_is_well_or_waived()
    {
        var name = await CampaignAsync(neededMicros: 100, (await AccountAsync()).Name);
        var ready = await Campaigns.GetCampaignAsync(new() { Name = name });
        await Operator.SubmitBudgetAsync(new() { Name = ready.Budget });
        await Approver.ApproveBudgetAsync(new() { Name = ready.Budget });
        (await CodesAsync()).ShouldBe([Code.GoalNotSmart, Code.UnderResourced]);
        await Campaigns.StartCampaignAsync(new() { Name = name, WaivedCodes = { Code.GoalNotSmart } }).Refused(ErrorReason.CampaignNotReady);

        // Less is wanted: a goal that fits the resources.
        await Campaigns.UpdateCampaignAsync(new() { Campaign = new Campaign { Name = name, ResourceMatch = new ResourceMatch { ResourceBps = 4_000, GoalBps = 3_000 } } });
        (await CodesAsync()).ShouldBe([Code.GoalNotSmart]);
        (await Campaigns.StartCampaignAsync(new() { Name = name, WaivedCodes = { Code.GoalNotSmart } })).State.ShouldBe(State.Running);
        var started = (await Server.Operator.Events.ListEventsAsync(new() { Parent = Workspace, Filter = $"resource = \"{name}\" AND type = \"campaign_started\"" })).Events;
        started.ShouldHaveSingleItem().DataJson.ShouldContain("CODE_GOAL_NOT_SMART");

        async Task<IEnumerable<Code>> CodesAsync() => (await Campaigns.PreflightCampaignAsync(new() { Name = name })).Findings.Select(finding => finding.Code);
    }

    [Fact]
    public async Task A_budget_of_another_currency_is_no_money_and_none_is_none()
    {
        var draft = Draft();
        (draft.NeededAmountMicros, draft.CurrencyCode) = (5, "USD");
        var name = (await CreateAsync(draft)).Name;
        (await Campaigns.PreflightCampaignAsync(new() { Name = name })).Findings.ShouldHaveSingleItem().Code.ShouldBe(Code.BudgetMissing);
        var budget = await Operator.CreateBudgetAsync(new() { Parent = Workspace, Budget = BudgetSteps.OfLines(("content", 100)) });
        await Campaigns.UpdateCampaignAsync(new() { Campaign = new Campaign { Name = name, Budget = budget.Name } });
        (await Campaigns.PreflightCampaignAsync(new() { Name = name })).Findings.Select(finding => finding.Code).ShouldBe([Code.BudgetNotApproved, Code.BudgetCurrency]);
    }

    [Fact]
    public async Task Without_anything_in_its_way_it_is_ready() =>
        (await Campaigns.PreflightCampaignAsync(new() { Name = (await CreateAsync()).Name })).ShouldBe(new Preflight { Ready = true });

    /// <summary>A campaign of 30 days with a budget of 100 that is a draft, a goal without a deadline, and two fifths of what its peers have.</summary>
    private async Task<string> CampaignAsync(long neededMicros, params string[] accounts)
    {
        var budget = await Operator.CreateBudgetAsync(new() { Parent = Workspace, Budget = BudgetSteps.OfLines(("content", 100)) });
        var draft = Draft();
        draft.EndDate = Day(DateOnly.FromDateTime(Server.Clock.GetUtcNow().UtcDateTime).AddDays(29));
        (draft.Budget, draft.NeededAmountMicros, draft.CurrencyCode) = (budget.Name, neededMicros, budget.CurrencyCode);
        draft.Goals.Add(new Goal { Statement = "Users", Metric = "users", Target = 1_000_000, AchievableBecause = "Last year", RelevantBecause = "Sales" });
        draft.ResourceMatch = new ResourceMatch { ResourceBps = 4_000 };
        var name = (await CreateAsync(draft)).Name;
        await Campaigns.LinkAccountsAsync(new() { Name = name, Accounts = { accounts } });
        return name;
    }

    private static string Text(Code code) => System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName($"{code}");
}
