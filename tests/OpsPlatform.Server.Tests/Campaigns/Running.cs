using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Server.Tests.Budgets;
using SetupStep = OpsPlatform.Accounts.V1.Account.Types.SetupStep;
using State = OpsPlatform.Campaigns.V1.Campaign.Types.State;

namespace OpsPlatform.Server.Tests.Campaigns;

/// <summary>A campaign from its beginning to its end.</summary>
public sealed class Running(RunningServer server) : CampaignTest(server)
{
    [Fact]
    public async Task A_campaign_is_read_one_by_one_and_in_lists_and_as_it_was()
    {
        var campaign = await CreateAsync();
        (await Campaigns.GetCampaignAsync(new() { Name = campaign.Name })).ShouldBe(campaign);
        var before = Server.Clock.GetUtcNow();
        Server.Clock.Advance(TimeSpan.FromSeconds(10));
        await Campaigns.CancelCampaignAsync(new() { Name = campaign.Name, Reason = "Late" });

        (await Campaigns.GetCampaignAsync(new() { Name = campaign.Name, ReadTime = before.ToTimestamp() })).ShouldBe(campaign);
        (await Campaigns.ListCampaignsAsync(new() { Parent = Workspace, PageSize = 1000, Filter = "state = CANCELLED" })).Campaigns.ShouldContain(each => each.Name == campaign.Name);
    }

    [Fact]
    public async Task It_runs_rests_goes_on_and_ends()
    {
        var name = (await CreateAsync()).Name;
        await Campaigns.PauseCampaignAsync(new() { Name = name, Reason = "Rules" }).Refused(ErrorReason.CampaignState);
        await Campaigns.CompleteCampaignAsync(new() { Name = name }).Refused(ErrorReason.CampaignState);
        var running = await Campaigns.StartCampaignAsync(new() { Name = name });
        (running.State, running.StartTime).ShouldBe((State.Running, running.UpdateTime));
        (await Campaigns.StartCampaignAsync(new() { Name = name })).Etag.ShouldBe(running.Etag);
        var paused = await Campaigns.PauseCampaignAsync(new() { Name = name, Reason = "Rules" });
        (paused.State, paused.StateReason).ShouldBe((State.Paused, "Rules"));
        (await Campaigns.StartCampaignAsync(new() { Name = name }).Refused(ErrorReason.CampaignState)).Info.Metadata["needed"].ShouldBe("PLANNED");
        var resumed = await Campaigns.ResumeCampaignAsync(new() { Name = name });
        (resumed.State, resumed.StateReason, resumed.StartTime).ShouldBe((State.Running, "", running.StartTime));
        await LessonAsync(new Lesson { Campaign = name });
        var completed = await Campaigns.CompleteCampaignAsync(new() { Name = name, Outcome = "Reached" });
        (completed.State, completed.StateReason, completed.EndTime).ShouldBe((State.Completed, "Reached", completed.UpdateTime));
        await Campaigns.CancelCampaignAsync(new() { Name = name, Reason = "Late" }).Refused(ErrorReason.CampaignState);
    }

    [Fact]
    public async Task A_deleted_campaign_is_out_of_the_lists_and_comes_back_as_it_was()
    {
        var name = (await CreateAsync()).Name;
        await Campaigns.StartCampaignAsync(new() { Name = name });
        await Campaigns.DeleteCampaignAsync(new() { Name = name }).Refused(ErrorReason.CampaignState);
        await Campaigns.CancelCampaignAsync(new() { Name = name, Reason = "Late" });
        (await Campaigns.DeleteCampaignAsync(new() { Name = name })).DeleteTime.ShouldNotBeNull();
        await Campaigns.LinkAccountsAsync(new() { Name = name, Accounts = { (await AccountAsync()).Name } }).Refused(ErrorReason.CampaignDeleted);
        (await ListAsync(false)).ShouldNotContain(name);
        (await ListAsync(true)).ShouldContain(name);
        var back = await Campaigns.UndeleteCampaignAsync(new() { Name = name });
        (back.DeleteTime, back.State, back.StateReason).ShouldBe((null, State.Cancelled, "Late"));

        async Task<IEnumerable<string>> ListAsync(bool showDeleted) =>
            (await Campaigns.ListCampaignsAsync(new() { Parent = Workspace, PageSize = 1000, ShowDeleted = showDeleted })).Campaigns.Select(each => each.Name);
    }

    [Fact]
    public async Task An_update_keeps_it_consistent_and_edits_nothing_else()
    {
        var campaign = await CreateAsync();
        var (start, day) = (campaign.StartDate, new DateOnly(campaign.StartDate.Year, campaign.StartDate.Month, campaign.StartDate.Day));
        await UpdateAsync(new Campaign { Name = campaign.Name, EndDate = Day(day.AddDays(-1)) }).Refused(ErrorReason.CampaignPeriodInvalid);
        (await UpdateAsync(new Campaign { Name = campaign.Name, EndDate = Day(day) })).EndDate.ShouldBe(start, "a campaign of a day");
        await UpdateAsync(new Campaign { Name = campaign.Name, NeededAmountMicros = 5_000_000 }).Refused(ErrorReason.CampaignCurrencyMissing);
        var costly = await UpdateAsync(new Campaign { Name = campaign.Name, NeededAmountMicros = 5_000_000, CurrencyCode = "CNY" });
        (costly.NeededAmountMicros, costly.EndDate, costly.DisplayName).ShouldBe((5_000_000, start, campaign.DisplayName));
        await UpdateAsync(new Campaign { Name = campaign.Name }, "state").Refused(ErrorReason.UpdateMaskInvalid);
        await UpdateAsync(new Campaign { Name = campaign.Name, Budget = $"{Workspace}/budgets/nowhere" }).Refused(ErrorReason.ResourceNotFound);

        Grpc.Core.AsyncUnaryCall<Campaign> UpdateAsync(Campaign given, params string[] paths) =>
            Campaigns.UpdateCampaignAsync(new() { Campaign = given, UpdateMask = paths.Length == 0 ? null : new FieldMask { Paths = { paths } } });
    }

    [Fact]
    public async Task A_budget_that_is_there_can_be_named()
    {
        var budget = await Operator.CreateBudgetAsync(new() { Parent = Workspace, Budget = BudgetSteps.OfLines(("content", 100)) });
        var draft = Draft();
        draft.Budget = budget.Name;
        (await CreateAsync(draft)).Budget.ShouldBe(budget.Name);
        draft.Budget = "workspaces/globex/budgets/theirs";
        await Campaigns.CreateCampaignAsync(new() { Parent = Workspace, Campaign = draft }).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact, Trait("row", "ACC-08")]
    public async Task It_runs_on_accounts_that_are_set_up_all_or_none()
    {
        var name = (await CreateAsync()).Name;
        var (first, second, raw) = ((await AccountAsync()).Name, (await AccountAsync()).Name, (await AccountAsync(SetupStep.BasicSet)).Name);
        var refused = await Campaigns.LinkAccountsAsync(new() { Name = name, Accounts = { first, raw } }).Refused(ErrorReason.CampaignAccountNotConfigured);
        refused.Info.Metadata["step"].ShouldBe("BASIC_SET");
        await Campaigns.LinkAccountsAsync(new() { Name = name, Accounts = { first, $"{Workspace}/accounts/nowhere" } }).Refused(ErrorReason.ResourceNotFound);
        (await Campaigns.GetCampaignAsync(new() { Name = name })).Accounts.ShouldBeEmpty();

        var linked = await Campaigns.LinkAccountsAsync(new() { Name = name, Accounts = { first, second } });
        linked.Accounts.ShouldBe([first, second]);
        (await Campaigns.LinkAccountsAsync(new() { Name = name, Accounts = { second } })).Etag.ShouldBe(linked.Etag);
        (await Campaigns.ListCampaignsAsync(new() { Parent = Workspace, Filter = $"accounts:\"{second}\"" })).Campaigns.ShouldHaveSingleItem().Name.ShouldBe(name);
        (await Campaigns.UnlinkAccountsAsync(new() { Name = name, Accounts = { first, raw } })).Accounts.ShouldBe([second]);
    }
}
