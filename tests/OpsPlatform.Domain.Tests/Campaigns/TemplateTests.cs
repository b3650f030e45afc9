using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using Code = OpsPlatform.Campaigns.V1.PlanWarning.Types.Code;
using Date = Google.Type.Date;
using Unit = OpsPlatform.Campaigns.V1.PlanTemplate.Types.Unit;

namespace OpsPlatform.Domain.Tests.Campaigns;

/// <summary>Plans from templates, with the numbers of the catalogue.</summary>
public sealed class TemplateTests
{
    [Fact, Trait("row", "CAM-01")]
    public void Two_eight_and_four_weeks_execute_from_day_15_optimise_from_day_71_and_end_on_day_98()
    {
        var plan = Given.PlanFrom("two-eight-four");
        plan.Phases.Select(phase => phase.StartDate).ShouldBe([Given.Day(1), Given.Day(15), Given.Day(71)]);
        plan.EndDate.ShouldBe(Given.Day(98));
    }

    [Fact, Trait("row", "CAM-01")]
    public void Prepare_can_be_cut_to_a_week_as_in_the_case() =>
        Given.PlanFrom("two-eight-four", ("prepare", 1), ("execute", 8), ("optimise", 4)).Phases[1].StartDate.ShouldBe(Given.Day(8));

    [Theory, Trait("row", "CAM-02"), Trait("row", "CAM-03"), Trait("row", "CAM-04")]
    [InlineData("prepare", 10, 15, 5)]
    [InlineData("execute", 12, 16, 4)]
    [InlineData("optimise", 9, 9, 3)]
    public void Each_phase_has_the_tasks_that_its_source_lists_and_says_how_many_it_claims(string phase, int claimed, int listed, int items)
    {
        var plan = Given.PlanFrom("two-eight-four");
        var tasks = plan.Tasks.Where(task => task.PhaseId == phase).ToList();
        (tasks.Count, tasks.DistinctBy(task => task.Item).Count(), plan.Phases.Single(each => each.PhaseId == phase).ClaimedTaskCount).ShouldBe((listed, items, claimed));
    }

    [Fact, Trait("row", "CAM-16")]
    public void The_tasks_of_a_template_leave_its_buffer_alone()
    {
        var plan = Given.PlanFrom("two-eight-four");
        (plan.WorkingDayCount, plan.BufferDayCount, plan.UsedDayCount).ShouldBe((70, 14, 56));
        plan.Warnings.ShouldBeEmpty();
        var roles = plan.Tasks[0];
        (roles.StartDate, plan.Tasks[1].DependsOn).ShouldBe((Given.Day(1), [roles.TaskId]));
    }

    [Fact, Trait("row", "CAM-07")]
    public void Four_stages_from_January_end_with_months_3_9_21_and_39() =>
        January("four-stages").Phases.Select(phase => phase.EndDate).ShouldBe([Of(2026, 3, 31), Of(2026, 9, 30), Of(2027, 9, 30), Of(2029, 3, 31)]);

    [Fact, Trait("row", "CAM-10")]
    public void A_milestone_after_the_end_is_kept_with_a_warning()
    {
        var plan = January("four-stages");
        plan.Milestones[^1].DueDate.ShouldBe(Of(2029, 6, 30));
        plan.Warnings.ShouldHaveSingleItem().ShouldBe(new PlanWarning { Code = Code.MilestoneAfterEnd, PartId = "month-42" });
    }

    [Theory, Trait("row", "CAM-14")]
    [InlineData(3, 5, 4, 12)]
    [InlineData(4, 6, 5, 15)]
    public void The_loop_begins_after_12_to_15_months_and_has_no_end(int @base, int content, int data, int months)
    {
        var plan = January("fan-phases", ("base", @base), ("content", content), ("data", data));
        var loop = plan.Phases[^1];
        (loop.StartDate, loop.EndDate, plan.EndDate, plan.WorkingDayCount).ShouldBe((Given.Of(new DateOnly(2026, 1, 1).AddMonths(months)), null, null, 0));
    }

    [Theory, Trait("row", "CAM-15")]
    [InlineData(2, 6, 3, 1)]
    [InlineData(1, 3, 2, 1)]
    public void A_fan_project_takes_seven_to_twelve_months(int prepare, int implement, int optimise, int evaluate) =>
        January("fan-project", ("prepare", prepare), ("implement", implement), ("optimise", optimise), ("evaluate", evaluate)).EndDate
            .ShouldBe(Given.Of(new DateOnly(2026, 1, 1).AddMonths(prepare + implement + optimise + evaluate).AddDays(-1)));

    [Fact, Trait("row", "CAM-15")]
    public void A_length_out_of_range_or_missing_is_refused()
    {
        Should.Throw<Refusal>(() => January("fan-project", ("prepare", 2), ("implement", 7), ("optimise", 3), ("evaluate", 1))).Reason.ShouldBe(ErrorReason.PlanPhaseLength);
        Refusals.Template(ErrorReason.PlanPhaseLength).Code.ShouldBe((int)Google.Rpc.Code.OutOfRange);
        Should.Throw<Refusal>(() => January("fan-project", ("prepare", 2), ("implement", 6), ("optimise", 3))).Reason.ShouldBe(ErrorReason.PlanPhaseMissing);
    }

    [Fact]
    public void Every_built_in_template_makes_a_plan() =>
        BuiltInPlanTemplates.All.In("acme").ShouldAllBe(template => template.Name.StartsWith("workspaces/acme/plan-templates/") && January(template.Name.Split('/', 4)[3], Array.Empty<(string, int)>()).Phases.Count > 2);

    [Fact]
    public void A_template_of_one_s_own_is_tried_before_it_is_kept()
    {
        var request = new SetPlanTemplateRequest
        {
            Name = "workspaces/acme/plan-templates/quick",
            DisplayName = "Quick",
            Unit = Unit.Week,
            Phases = { new TemplatePhase { PhaseId = "make", Length = 2, Longest = 3 } },
            Tasks = { new PlanTask { TaskId = "a", PhaseId = "make" } },
        };
        var template = new Aggregate<PlanTemplate>(request.Name);
        template.Apply(new Recorded(PlanTemplateDecider.Set(template, request, Given.On(1)).Single(), 1, Given.On(1).Time), PlanTemplateDecider.Evolve);
        PlanTemplateDecider.Set(template, request, Given.On(1)).ShouldBeEmpty();
        Given.Set(Given.Planned(), new() { Template = request.Name }, template.Root).Tasks[0].EndDate.ShouldBe(Given.Day(10), "eight of ten days");

        request.Tasks[0].DependsOn.Add("a");
        Should.Throw<Refusal>(() => PlanTemplateDecider.Set(template, request, Given.On(1)).ToList()).Reason.ShouldBe(ErrorReason.PlanCycle);
        request.Tasks.Clear();
        request.Phases[0].Length = 4;
        Should.Throw<Refusal>(() => PlanTemplateDecider.Set(template, request, Given.On(1)).ToList()).Reason.ShouldBe(ErrorReason.PlanPhaseLength);
    }

    private static Plan January(string template, params (string Phase, int Length)[] lengths)
    {
        var campaign = new Aggregate<Campaign>(Given.Name);
        campaign.Happens(1, new CampaignCreated { Campaign = new Campaign { StartDate = Of(2026, 1, 1) } });
        var request = new SetPlanRequest { Template = template, PhaseLengths = { lengths.Select(length => new PhaseLength { PhaseId = length.Phase, Length = length.Length }) } };
        return Given.Set(campaign, request, Given.Template(template));
    }

    private static Date Of(int year, int month, int day) => Given.Of(new DateOnly(year, month, day));
}
