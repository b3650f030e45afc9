using Google.Protobuf.Collections;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using SmartElement = OpsPlatform.Campaigns.V1.Goal.Types.SmartElement;

namespace OpsPlatform.Domain.Tests.Campaigns;

/// <summary>Goals that are SMART, and resources that match them.</summary>
public sealed class GoalTests
{
    private static Goal Smart => new()
    {
        Statement = "A million new users",
        Metric = "new-users",
        Target = 1_000_000,
        AchievableBecause = "Last spring brought 800,000",
        RelevantBecause = "The summer's sales need them",
        DeadlineDate = Given.Day(98),
    };

    [Fact, Trait("row", "CAM-18")]
    public void A_goal_says_which_of_the_five_elements_it_lacks()
    {
        Missing(Smart).ShouldBeEmpty();
        Missing(With(goal => goal.DeadlineDate = null)).ShouldBe([SmartElement.TimeBound]);
        Missing(With(goal => goal.ClearTarget())).ShouldBe([SmartElement.Measurable]);
        Missing(new Goal { Statement = "More users" }).ShouldBe([SmartElement.Measurable, SmartElement.Achievable, SmartElement.Relevant, SmartElement.TimeBound]);
    }

    [Theory, Trait("row", "CAM-18")]
    [InlineData(4_000, 0, true)]
    [InlineData(4_000, 10_000, true)]
    [InlineData(5_000, 10_000, false)]
    [InlineData(4_000, 3_000, false)]
    public void Less_than_half_of_what_the_goal_takes_is_too_little(int resourceBps, int goalBps, bool isTooLittle) =>
        Created(new Campaign { ResourceMatch = new ResourceMatch { ResourceBps = resourceBps, GoalBps = goalBps } }).ResourceMatch.UnderResourced.ShouldBe(isTooLittle);

    private static RepeatedField<SmartElement> Missing(Goal goal) => Created(new Campaign { Goals = { goal } }).Goals[0].MissingElements;

    private static Goal With(Action<Goal> change)
    {
        var goal = Smart;
        change(goal);
        return goal;
    }

    private static Campaign Created(Campaign given)
    {
        given.StartDate = Given.Day(1);
        return CampaignDecider.Create(Given.Planned(), new() { Campaign = given }, Given.On(1)).ShouldHaveSingleItem().ShouldBeOfType<CampaignCreated>().Campaign;
    }
}
