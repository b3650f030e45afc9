using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using State = OpsPlatform.Campaigns.V1.Milestone.Types.State;

namespace OpsPlatform.Domain.Tests.Campaigns;

/// <summary>Milestones are judged by what is counted and what is met.</summary>
public sealed class MilestoneTests
{
    [Theory, Trait("row", "CAM-08")]
    [InlineData("month-1", "core-tags", 99, "tags-live", State.Missed)]
    [InlineData("month-1", "core-tags", 100, "tags-live", State.Reached)]
    [InlineData("month-1", "core-tags", 100, "", State.Partial)]
    [InlineData("month-2", "production-days", 7, "sop", State.Reached)]
    [InlineData("month-2", "production-days", 8, "sop", State.Missed)]
    public void The_foundation_has_parts_that_are_counted_and_parts_that_are_judged(string milestone, string measure, long value, string requirement, State state) =>
        Judged("four-stages", milestone, requirement, (measure, [value])).State.ShouldBe(state);

    [Theory, Trait("row", "CAM-09")]
    [InlineData(30_000, State.Reached, "")]
    [InlineData(29_000, State.Partial, "return")]
    public void A_return_of_2_9_with_the_rest_met_is_not_reached(long returnBps, State state, string missing)
    {
        var judged = Judged("four-stages", "month-6", "", ("users", [1_000_000]), ("originality", [3_000]), ("activity", [2_500]), ("return", [returnBps]));
        (judged.State, string.Join(' ', judged.Missing)).ShouldBe((state, missing));
    }

    [Fact, Trait("row", "CAM-09")]
    public void The_third_of_three_events_that_falls_short_is_named()
    {
        var judged = Judged("four-stages", "month-9", "", ("fission-users", [250_000, 210_000, 199_000]));
        (judged.State, judged.Missing).ShouldBe((State.Missed, ["fission-users[3]"]));
        Judged("four-stages", "month-9", "", ("fission-users", [250_000, 210_000])).Missing.ShouldBe(["fission-users[3]"]);
        Judged("four-stages", "month-9", "", ("fission-users", [250_000, 210_000, 200_000])).State.ShouldBe(State.Reached);
    }

    [Fact, Trait("row", "CAM-10")]
    public void Of_fifty_partners_49_are_missed() => Judged("four-stages", "month-24", "", ("partners", [49])).State.ShouldBe(State.Missed);

    [Theory, Trait("row", "CAM-11")]
    [InlineData("stage-goals", "long", State.Partial)]
    [InlineData("four-stages", "month-30", State.Reached)]
    public void Sixty_percent_of_the_sales_are_enough_for_one_of_the_two_sources(string template, string milestone, State state) =>
        Judged(template, milestone, "", ("users", [5_000_000]), ("repurchase", [3_500]), ("gmv-share", [6_000]), ("return", [80_000])).State.ShouldBe(state);

    [Theory, Trait("row", "CAM-11")]
    [InlineData(11, false)]
    [InlineData(13, true)]
    public void A_million_users_in_month_13_are_late(int month, bool isLate)
    {
        var day = Given.FirstDay.AddMonths(month - 1).DayNumber - Given.FirstDay.DayNumber + 1;
        var judged = Judged("stage-goals", "short", day, "", ("users", [1_000_000]), ("originality", [3_000]), ("activity", [2_500]));
        (judged.State, judged.Late).ShouldBe((State.Reached, isLate));
    }

    [Fact, Trait("row", "CAM-17")]
    public void The_second_comes_after_the_first_of_which_what_is_missing_is_listed()
    {
        var campaign = Given.With(new() { Template = "t" }, Given.Template("fan-project"));
        Should.Throw<Refusal>(() => Judge("m2", "content-plan", "core-koc", "large-event")).Reason.ShouldBe(ErrorReason.PlanForerunnerOpen);
        Judge("m1", "crm", "interaction").Missing.ShouldBe(["points"]);
        Should.Throw<Refusal>(() => Judge("m2", "content-plan", "core-koc", "large-event")).Reason.ShouldBe(ErrorReason.PlanForerunnerOpen);
        Judge("m1", "crm", "interaction", "points").State.ShouldBe(State.Reached);
        Judge("m2", "content-plan", "core-koc", "large-event").State.ShouldBe(State.Reached);
        CampaignDecider.ReachMilestone(campaign, new() { MilestoneId = "m1" }, Given.On(1)).ShouldBeEmpty("what is reached stays so");
        Should.Throw<Refusal>(() => Judge("m3", "points")).Reason.ShouldBe(ErrorReason.PlanPartUnknown);

        Milestone Judge(string id, params string[] met)
        {
            campaign.Happens(1, CampaignDecider.ReachMilestone(campaign, new() { MilestoneId = id, MetRequirements = { met }, Evidence = "Seen" }, Given.On(1)));
            return campaign.Root.Plan.Milestones.Single(milestone => milestone.MilestoneId == id);
        }
    }

    [Fact, Trait("row", "CAM-17")]
    public void The_second_step_needs_to_know_behaviour()
    {
        var campaign = Given.With(new() { Template = "t" }, Given.Template("three-steps"));
        Should.Throw<Refusal>(() => CampaignDecider.EnterPhase(campaign, new() { PhaseId = "recommendation" }, Given.On(1)).ToList()).Reason.ShouldBe(ErrorReason.PlanPhaseBlocked);
        campaign.Happens(1, CampaignDecider.ReachMilestone(campaign, new() { MilestoneId = "behaviour-data", MetRequirements = { "behaviour-data" }, Evidence = "Seen" }, Given.On(1)));
        campaign.Happens(1, CampaignDecider.EnterPhase(campaign, new() { PhaseId = "recommendation" }, Given.On(1)));
        campaign.Root.Plan.Phases[1].State.ShouldBe(PlanPhase.Types.State.Active);
    }

    private static Milestone Judged(string template, string id, string requirement, params (string Id, long[] Values)[] measures) => Judged(template, id, 1, requirement, measures);

    private static Milestone Judged(string template, string id, int day, string requirement, params (string Id, long[] Values)[] measures)
    {
        var campaign = Given.With(new() { Template = template }, Given.Template(template));
        var request = new ReachMilestoneRequest { MilestoneId = id, Evidence = "Seen", Values = { measures.Select(measure => new MeasuredValue { MeasureId = measure.Id, Values = { measure.Values } }) } };
        if (requirement.Length > 0)
            request.MetRequirements.Add(requirement);
        campaign.Happens(day, CampaignDecider.ReachMilestone(campaign, request, Given.On(day)));
        return campaign.Root.Plan.Milestones.Single(milestone => milestone.MilestoneId == id);
    }
}
