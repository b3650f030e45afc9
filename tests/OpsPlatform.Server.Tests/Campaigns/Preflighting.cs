using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Server.Tests.Partners;
using OpsPlatform.Suppliers.V1;
using Code = OpsPlatform.Campaigns.V1.PreflightFinding.Types.Code;
using Date = Google.Type.Date;
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

        // Too little for the goal cannot be waived, only revised: a goal that fits the resources.
        await Campaigns.StartCampaignAsync(new() { Name = name, WaivedCodes = { Code.GoalNotSmart, Code.UnderResourced } }).Refused(ErrorReason.CampaignNotReady);
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
    public async Task Suppliers_need_an_agreement_until_its_end_and_have_to_be_open()
    {
        var supplier = (await Server.Operator.Suppliers.CreateSupplierAsync(new()
        {
            Parent = Workspace,
            Supplier = new() { DisplayName = "Starlight", Category = SupplierCategory.ContentProduction, Member = SupplierMember.McnAgency },
        })).Name;
        var draft = Draft();
        draft.EndDate = InDays(60);
        draft.Suppliers.Add(supplier);
        var name = (await CreateAsync(draft)).Name;
        (await FindingsAsync()).ShouldBe([Closed("SUPPLIER_UNQUALIFIED"), new() { Code = Code.AgreementMissing, Resource = supplier }]);

        await Server.Operator.Suppliers.AddQualificationAsync(new() { Name = supplier, DocumentId = "licence", Title = "Business licence" });
        await Server.Operator.Suppliers.QualifySupplierAsync(new() { Name = supplier });
        await SignAsync(InDays(59));
        (await FindingsAsync()).ShouldBe([new() { Code = Code.AgreementShort, Resource = supplier, Detail = $"{Text(InDays(59))}, not {Text(InDays(60))}" }]);
        (await Campaigns.StartCampaignAsync(new() { Name = name }).Refused(ErrorReason.CampaignNotReady)).Info.Metadata["findings"].ShouldBe("AGREEMENT_SHORT");
        await SignAsync(InDays(60));
        (await FindingsAsync()).ShouldBeEmpty();
        await Server.Operator.Suppliers.BlockSupplierAsync(new() { Name = supplier, Reason = "Late again" });
        (await FindingsAsync()).ShouldBe([Closed("SUPPLIER_BLOCKED")]);
        await Campaigns.UpdateCampaignAsync(new() { Campaign = new Campaign { Name = name, Suppliers = { $"{Workspace}/suppliers/nobody" } } }).Refused(ErrorReason.ResourceNotFound);

        PreflightFinding Closed(string reason) => new() { Code = Code.SupplierClosed, Resource = supplier, Detail = reason };

        async Task SignAsync(Date end)
        {
            var agreement = await Server.Operator.Suppliers.CreateAgreementAsync(new()
            {
                Parent = Workspace,
                Agreement = new()
                {
                    DisplayName = "Spring",
                    Supplier = supplier,
                    CurrencyCode = "CNY",
                    Scope = { "live" },
                    StartDate = InDays(0),
                    EndDate = end,
                    BenefitSplit = "Halves",
                    DutySplit = "Halves",
                    ExitRule = "A month's notice",
                    PayTerms = new() { PaysDeliveries = true },
                    Parties = { new Party { PartyId = "starlight", ShareBps = 10_000 } },
                },
            });
            await Server.Operator.Suppliers.SignAgreementAsync(new() { Name = agreement.Name, Side = AgreementSide.Buyer });
            using var other = await Server.ProvisionAsync("acme", "acme-signer", "suppliers.*");
            await other.Suppliers.SignAgreementAsync(new() { Name = agreement.Name, Side = AgreementSide.Supplier });
        }

        async Task<IEnumerable<PreflightFinding>> FindingsAsync() => (await Campaigns.PreflightCampaignAsync(new() { Name = name })).Findings;
    }

    [Fact, Trait("row", "CON-16")]
    public async Task Its_contents_have_to_be_approved_and_cleared()
    {
        var (name, account) = ((await CreateAsync()).Name, (await AccountAsync()).Name);
        var content = (await Server.Operator.Contents.CreateContentAsync(new()
        {
            Parent = Workspace,
            Content = new() { Account = account, Campaign = name, Kind = Content.Types.Kind.Article, Title = "Slim in a week", Risk = Content.Types.Risk.Red },
        })).Name;
        (await Campaigns.PreflightCampaignAsync(new() { Name = name })).Findings.ShouldBe(
        [
            new PreflightFinding { Code = Code.ContentNotApproved, Resource = content, Detail = "DRAFT" },
            new PreflightFinding { Code = Code.ContentBlocked, Resource = content, Detail = "COMPLIANCE_LETTER, LEGAL_REVIEW" },
        ]);

        // Who was granted the campaign alone is not told which.
        var id = PartnerSteps.NewId("acme-limited");
        using var limited = await Server.ProvisionAsync("acme", id, "campaigns.read");
        using var admin = await Server.AdminAsync();
        await admin.Partners.GrantAccessAsync(new() { Name = $"clients/{id}/grants/acme", Permissions = { "campaigns.read" }, Resources = { name } });
        Server.Clock.Advance(PartnerSteps.Soon);
        (await limited.Campaigns.PreflightCampaignAsync(new() { Name = name })).Findings.ShouldAllBe(finding => finding.Resource.Length == 0);
        await Campaigns.StartCampaignAsync(new() { Name = name, WaivedCodes = { Code.ContentNotApproved } }).Refused(ErrorReason.CampaignNotReady);
    }

    [Fact]
    public async Task Without_anything_in_its_way_it_is_ready() =>
        (await Campaigns.PreflightCampaignAsync(new() { Name = (await CreateAsync()).Name })).ShouldBe(new Preflight { Ready = true });

    /// <summary>A campaign of 30 days with a budget of 100 that is a draft, a goal without a deadline, and two fifths of what its peers have.</summary>
    private async Task<string> CampaignAsync(long neededMicros, params string[] accounts)
    {
        var budget = await Operator.CreateBudgetAsync(new() { Parent = Workspace, Budget = BudgetSteps.OfLines(("content", 100)) });
        var draft = Draft();
        draft.EndDate = InDays(29);
        (draft.Budget, draft.NeededAmountMicros, draft.CurrencyCode) = (budget.Name, neededMicros, budget.CurrencyCode);
        draft.Goals.Add(new Goal { Statement = "Users", Metric = "users", Target = 1_000_000, AchievableBecause = "Last year", RelevantBecause = "Sales" });
        draft.ResourceMatch = new ResourceMatch { ResourceBps = 4_000 };
        var name = (await CreateAsync(draft)).Name;
        await Campaigns.LinkAccountsAsync(new() { Name = name, Accounts = { accounts } });
        return name;
    }

    private Date InDays(int count) => Day(DateOnly.FromDateTime(Server.Clock.GetUtcNow().UtcDateTime).AddDays(count));

    private static string Text(Date day) => $"{day.Year:0000}-{day.Month:00}-{day.Day:00}";

    private static string Text(Code code) => System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName($"{code}");
}
