using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using PhaseState = OpsPlatform.Campaigns.V1.PlanPhase.Types.State;
using State = OpsPlatform.Campaigns.V1.Campaign.Types.State;

namespace OpsPlatform.Server.Tests.Campaigns;

/// <summary>A campaign goes by its plan, phase by phase.</summary>
public sealed class Planning(RunningServer server) : CampaignTest(server)
{
    [Fact, Trait("row", "CAM-02"), Trait("row", "CAM-05")]
    public async Task A_phase_is_left_when_all_its_tasks_are_done_with_evidence()
    {
        var name = (await CreateAsync()).Name;
        await Campaigns.EnterPhaseAsync(new() { Name = name, PhaseId = "execute" }).Refused(ErrorReason.CampaignState);
        var tasks = (await TemplateAsync(name)).Plan.Tasks.Where(task => task.PhaseId == "prepare").Select(task => task.TaskId).ToList();
        (await Campaigns.StartCampaignAsync(new() { Name = name })).Plan.Phases[0].State.ShouldBe(PhaseState.Active);

        await Campaigns.CompleteTaskAsync(new() { Name = name, TaskId = tasks[0] }).Refused(ErrorReason.PlanEvidenceMissing);
        await Campaigns.CompleteTaskAsync(new() { Name = name, TaskId = tasks[1], Evidence = "Seen" }).Refused(ErrorReason.PlanTaskBlocked);
        foreach (var task in tasks.SkipLast(1))
            await CompleteAsync(name, task);
        await Campaigns.EnterPhaseAsync(new() { Name = name, PhaseId = "optimise" }).Refused(ErrorReason.PlanPhaseOrder);
        var refused = await Campaigns.EnterPhaseAsync(new() { Name = name, PhaseId = "execute" }).Refused(ErrorReason.PlanPhaseBlocked);
        (refused.Info.Metadata["count"], refused.Info.Metadata["open"]).ShouldBe(("1", tasks[^1]));
        await Campaigns.CompleteCampaignAsync(new() { Name = name }).Refused(ErrorReason.PlanPhaseBlocked);

        await CompleteAsync(name, tasks[^1]);
        var entered = await Campaigns.EnterPhaseAsync(new() { Name = name, PhaseId = "execute" });
        entered.Plan.Phases.Select(phase => phase.State).ShouldBe([PhaseState.Closed, PhaseState.Active, PhaseState.Pending]);
        (await Campaigns.EnterPhaseAsync(new() { Name = name, PhaseId = "execute" })).ShouldBe(entered);
    }

    [Theory, Trait("row", "CAM-07")]
    [InlineData(14, false)]
    [InlineData(15, true)]
    public async Task A_gate_that_is_not_reached_blocks_its_phase(long staff, bool isOpen)
    {
        var name = (await CreateAsync()).Name;
        await TemplateAsync(name, "four-stages");
        await Campaigns.StartCampaignAsync(new() { Name = name });
        await Campaigns.ReachMilestoneAsync(new()
        {
            Name = name,
            MilestoneId = "foundation-gate",
            Values = { new MeasuredValue { MeasureId = "tags", Values = { 5_000 } }, new MeasuredValue { MeasureId = "staff", Values = { staff } } },
            MetRequirements = { "sop", "scrm" },
            Evidence = "Seen",
        });
        if (isOpen)
            (await Campaigns.EnterPhaseAsync(new() { Name = name, PhaseId = "validation" })).Plan.Phases[1].State.ShouldBe(PhaseState.Active);
        else
            (await Campaigns.EnterPhaseAsync(new() { Name = name, PhaseId = "validation" }).Refused(ErrorReason.PlanPhaseBlocked)).Info.Metadata["open"].ShouldBe("foundation-gate");
    }

    [Fact, Trait("row", "CAM-14")]
    public async Task The_base_is_not_closed_without_points()
    {
        var name = (await CreateAsync()).Name;
        await TemplateAsync(name, "fan-phases");
        await Campaigns.StartCampaignAsync(new() { Name = name });
        var judged = await Campaigns.ReachMilestoneAsync(new() { Name = name, MilestoneId = "base-live", MetRequirements = { "crm-link" }, Evidence = "Seen" });
        judged.Plan.Milestones.Single().Missing.ShouldBe(["points-live"]);
        await Campaigns.EnterPhaseAsync(new() { Name = name, PhaseId = "content" }).Refused(ErrorReason.PlanPhaseBlocked);
    }

    [Fact]
    public async Task Replanning_keeps_the_baseline_and_each_plan_can_be_read_as_it_was()
    {
        var name = (await CreateAsync()).Name;
        var first = await TemplateAsync(name);
        var before = Server.Clock.GetUtcNow();
        Server.Clock.Advance(TimeSpan.FromSeconds(10));
        var second = await Campaigns.SetPlanAsync(new()
        {
            Name = name,
            Template = $"{Workspace}/plan-templates/two-eight-four",
            PhaseLengths = { new PhaseLength { PhaseId = "prepare", Length = 1 }, new PhaseLength { PhaseId = "execute", Length = 8 }, new PhaseLength { PhaseId = "optimise", Length = 4 } },
        });

        (second.Plan.Revision, second.Plan.BaselineEndDate).ShouldBe((2, first.Plan.EndDate));
        second.Plan.EndDate.ShouldNotBe(first.Plan.EndDate);
        second.Plan.Tasks[^1].BaselineEndDate.ShouldBe(first.Plan.Tasks[^1].EndDate);
        (await Campaigns.GetCampaignAsync(new() { Name = name, ReadTime = before.ToTimestamp() })).ShouldBe(first);
        (await Campaigns.ListCampaignsAsync(new() { Parent = Workspace, PageSize = 1000 })).Campaigns.ShouldAllBe(campaign => campaign.Plan == null);
    }

    [Fact]
    public async Task A_task_has_an_owner_and_can_be_opened_again()
    {
        var name = (await CreateAsync()).Name;
        await TemplateAsync(name);
        await Campaigns.StartCampaignAsync(new() { Name = name });
        (await Campaigns.AssignTaskAsync(new() { Name = name, TaskId = "team-roles", OwnerId = "E17" })).Plan.Tasks[0].OwnerId.ShouldBe("E17");
        (await Campaigns.ListCampaignsAsync(new() { Parent = Workspace, Filter = "plan.tasks.owner_id:\"E17\"" })).Campaigns.ShouldHaveSingleItem().Name.ShouldBe(name);
        await CompleteAsync(name, "team-roles");
        var open = (await Campaigns.ReopenTaskAsync(new() { Name = name, TaskId = "team-roles", Reason = "Vacant" })).Plan.Tasks[0];
        (open.State, open.DoneDate, open.Evidence, open.OwnerId).ShouldBe((PlanTask.Types.State.Open, null, "", "E17"));
        await Campaigns.AssignTaskAsync(new() { Name = name, TaskId = "nothing" }).Refused(ErrorReason.PlanPartUnknown);
    }

    [Fact]
    public async Task A_plan_that_is_set_while_the_campaign_runs_begins_with_its_first_phase()
    {
        var name = (await CreateAsync()).Name;
        await Campaigns.StartCampaignAsync(new() { Name = name });
        await Campaigns.CompleteTaskAsync(new() { Name = name, TaskId = "team-roles", Evidence = "Seen" }).Refused(ErrorReason.PlanMissing);
        (await TemplateAsync(name, "stage-goals")).Plan.Phases[0].State.ShouldBe(PhaseState.Active);
        await LessonAsync(new Lesson { Campaign = name });
        (await Campaigns.CompleteCampaignAsync(new() { Name = name })).State.ShouldBe(State.Completed);
        await TemplateFor(name, "stage-goals").Refused(ErrorReason.CampaignState);
    }

    [Fact]
    public async Task A_workspace_has_templates_of_its_own_beside_the_built_in_ones()
    {
        var (id, name) = (NewId("t"), (await CreateAsync()).Name);
        await TemplateFor(name, id).Refused(ErrorReason.ResourceNotFound);
        var set = await Campaigns.SetPlanTemplateAsync(new()
        {
            Name = $"{Workspace}/plan-templates/{id}",
            DisplayName = "Quick",
            Unit = PlanTemplate.Types.Unit.Week,
            Phases = { new TemplatePhase { PhaseId = "make", Length = 2 } },
        });
        (await Campaigns.GetPlanTemplateAsync(new() { Name = set.Name })).ShouldBe(set);
        (await TemplateAsync(name, id)).Plan.Template.ShouldBe(set.Name);
        await Campaigns.SetPlanTemplateAsync(new() { Name = $"{Workspace}/plan-templates/fan-phases", DisplayName = "Mine", Unit = set.Unit, Phases = { set.Phases } }).Refused(ErrorReason.PlanTemplateBuiltIn);
        var templates = (await Campaigns.ListPlanTemplatesAsync(new() { Parent = Workspace })).PlanTemplates;
        (templates.Count(template => template.BuiltIn), templates.Contains(set)).ShouldBe((6, true));
        await Server.Stranger.Campaigns.GetPlanTemplateAsync(new() { Name = $"workspaces/globex/plan-templates/{id}" }).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact, Trait("row", "CAM-01")]
    public async Task A_phase_of_no_length_is_refused()
    {
        var name = (await CreateAsync()).Name;
        await Campaigns.SetPlanAsync(new() { Name = name, Template = $"{Workspace}/plan-templates/two-eight-four", PhaseLengths = { new PhaseLength { PhaseId = "prepare", Length = 0 } } }).Refused(ErrorReason.InvalidField);
    }
}
