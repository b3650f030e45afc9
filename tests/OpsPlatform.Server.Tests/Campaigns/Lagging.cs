using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Server.Campaigns;

namespace OpsPlatform.Server.Tests.Campaigns;

/// <summary>A campaign does not fall behind unnoticed.</summary>
public sealed class Lagging(RunningServer server) : CampaignTest(server)
{
    [Fact, Trait("row", "CAM-12"), Trait("row", "RSK-03")]
    public async Task The_platform_tells_by_itself_of_each_level_once_and_of_the_recovery()
    {
        var name = (await CreateAsync()).Name;
        await PlanAsync(name, tasks: 10);
        await Campaigns.StartCampaignAsync(new() { Name = name });
        await using var other = await Server.StartAnotherAsync();
        for (var task = 1; task <= 7; task++)
            await CompleteAsync(name, $"t{task}");

        foreach (var days in new[] { 8, 1, 1 })
        {
            Server.Clock.Leap(TimeSpan.FromDays(days));
            await Task.WhenAll(Server.RunOnceAsync<ProgressWatch>(), other.RunOnceAsync<ProgressWatch>());
        }

        var red = await Campaigns.GetCampaignAsync(new() { Name = name });
        (red.Warning.Level, red.Warning.Action, red.Warning.LagBps).ShouldBe((WarningLevel.Red, WarningAction.EmergencyPlan, 3_000));
        (await Campaigns.ListCampaignsAsync(new() { Parent = Workspace, Filter = "warning.level = RED" })).Campaigns.ShouldContain(each => each.Name == name);
        await Campaigns.AcknowledgeWarningAsync(new() { Name = name }).Refused(ErrorReason.CampaignContingencyMissing);
        (await Campaigns.AcknowledgeWarningAsync(new() { Name = name, Plan = "The agency edits, too" })).Warning.Acknowledgement.Plan.ShouldBe("The agency edits, too");
        for (var task = 8; task <= 10; task++)
            await CompleteAsync(name, $"t{task}");
        await Server.RunOnceAsync<ProgressWatch>();

        (await Campaigns.GetCampaignAsync(new() { Name = name })).Warning.Level.ShouldBe(WarningLevel.None);
        var events = (await Server.Operator.Events.ListEventsAsync(new() { Parent = Workspace, Filter = $"resource = \"{name}\" AND principal = \"system\"" })).Events;
        events.Select(each => each.Type).ShouldBe(Enumerable.Repeat("progress_judged", 4));
    }

    [Fact, Trait("row", "CAM-13")]
    public async Task Progress_is_read_at_any_time_with_what_asks_for_attention()
    {
        var name = (await CreateAsync()).Name;
        await Campaigns.GetProgressAsync(new() { Name = name }).Refused(ErrorReason.PlanMissing);
        await PlanAsync(name, tasks: 2);
        await Campaigns.RecordReviewAsync(new() { Name = name, Cadence = ReviewCadence.Weekly, Summary = "Good" }).Refused(ErrorReason.CampaignState);
        await Campaigns.StartCampaignAsync(new() { Name = name });
        await CompleteAsync(name, "t1");
        Server.Clock.Leap(TimeSpan.FromDays(9));

        var progress = await Campaigns.GetProgressAsync(new() { Name = name });
        (progress.Level, progress.LagBps, progress.PlannedDayCount, progress.DoneDayCount, progress.CompletionBps).ShouldBe((WarningLevel.Red, 5_000, 2, 1, 5_000));
        progress.Findings.Select(finding => finding.PartId).ShouldBe(["t2", "WEEKLY"]);
        (await Campaigns.RecordReviewAsync(new() { Name = name, Cadence = ReviewCadence.Weekly, Summary = "Late" })).Reviews.ShouldHaveSingleItem().Summary.ShouldBe("Late");
        (await Campaigns.GetProgressAsync(new() { Name = name })).Findings.Select(finding => finding.PartId).ShouldBe(["t2"]);
    }

    [Fact, Trait("row", "CAM-06")]
    public async Task A_cycle_is_assessed_without_a_campaign()
    {
        var assessment = await Campaigns.AssessCycleAsync(new() { Parent = Workspace, PlatformRuleChangeBps = 2_500, ReadyCount = 173, PlannedCount = 100 });
        (assessment.ReserveBps, assessment.Findings.Single().Rate).ShouldBe((17_300, "platform_rule"));
    }

    /// <summary>Tasks of a day each, one after the other, every day of the week.</summary>
    private async Task PlanAsync(string name, int tasks)
    {
        var campaign = await Campaigns.GetCampaignAsync(new() { Name = name });
        var end = new DateOnly(campaign.StartDate.Year, campaign.StartDate.Month, campaign.StartDate.Day).AddDays(60);
        await Campaigns.SetPlanAsync(new()
        {
            Name = name,
            Phases = { new PlanPhase { PhaseId = "make", StartDate = campaign.StartDate, EndDate = Day(end) } },
            Tasks = { Enumerable.Range(1, tasks).Select(number => new PlanTask { TaskId = $"t{number}", PhaseId = "make", DependsOn = { number == 1 ? [] : [$"t{number - 1}"] } }) },
            Calendar = new WorkingCalendar { Weekdays = { 1, 2, 3, 4, 5, 6, 7 } },
            BufferBps = 0,
        });
    }
}
