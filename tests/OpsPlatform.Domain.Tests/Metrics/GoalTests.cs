using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Domain.Tests.Metrics;

/// <summary>Goals of a year, and how they change.</summary>
public sealed class GoalTests
{
    private static readonly DecisionContext Ann = new(DateTimeOffset.UnixEpoch, "users/ann", "fans", () => "made");
    private static readonly DecisionContext Bob = Ann with { Principal = "users/bob" };

    private static readonly Dictionary<ErrorReason, Func<object>> Provocations = new()
    {
        [ErrorReason.MetricNotKnown] = () => Create(new Goal { Metric = "likeability" }),
        [ErrorReason.GoalQuartersUnequal] = () => Create(New(2000, 500, 500, 500, 499)),
        [ErrorReason.GoalSharesInvalid] = () => Create(new(New(100)) { Parts = { Part("content", 6300), Part("fission", 3701) } }),
        [ErrorReason.GoalRevisionPending] = () => GoalDecider.Propose(Given(Proposed()), new() { Target = 5 }, Bob),
        [ErrorReason.GoalRevisionMissing] = () => GoalDecider.Approve(Given(), new(), Bob),
        [ErrorReason.GoalRevisionOwn] = () => GoalDecider.Approve(Given(Proposed()), new(), Ann),
    };

    public static TheoryData<ErrorReason> Reasons => [.. Provocations.Keys];

    [Theory, MemberData(nameof(Reasons)), Trait("row", "MET-18")]
    public void Its_facts_fill_its_sentences_in_both_languages(ErrorReason reason)
    {
        var refusal = Should.Throw<Refusal>(Provocations[reason]);
        refusal.Reason.ShouldBe(reason);
        var facts = refusal.Facts.Select(fact => fact.Name).ToHashSet();
        Refusals.Braces(Refusals.Template(reason).En).ShouldBe(facts, ignoreOrder: true);
        Refusals.Braces(Refusals.Template(reason).Zh).ShouldBe(facts, ignoreOrder: true);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("content")]
    public void A_part_has_a_name_of_its_own(string part) =>
        Should.Throw<Refusal>(() => Create(new(New(100)) { Parts = { Part("content", 10), Part(part, 10) } })).Reason.ShouldBe(ErrorReason.GoalSharesInvalid);

    [Fact, Trait("row", "MET-18")]
    public void Quarters_are_given_or_alike()
    {
        Create(New(2000, 800, 400, 400, 400)).Goal.QuarterTargets.ShouldBe([800, 400, 400, 400]);
        Create(New(2001)).Goal.QuarterTargets.ShouldBe([501, 500, 500, 500]);
        Create(New(-35)).Goal.QuarterTargets.ShouldBe([-9, -9, -9, -8]);
    }

    [Fact, Trait("row", "MET-25")]
    public void The_parts_of_a_goal_always_sum_to_it()
    {
        var parts = Create(new(New(86_000)) { Parts = { Part("content", 6300), Part("fission", 2700) } }).Goal.Parts;
        parts.Select(part => (part.Part, part.Target)).ShouldBe([("content", 54_180), ("fission", 23_220), ("other", 8600)]);
        Create(new(New(86_001)) { Parts = { Part("content", 6300), Part("fission", 2700) } }).Goal.Parts.Sum(part => part.Target).ShouldBe(86_001);
        Create(new(New(86_000)) { Parts = { Part("content", 10_000) } }).Goal.Parts.ShouldHaveSingleItem().Target.ShouldBe(86_000);
    }

    [Fact, Trait("row", "MET-18")]
    public void A_goal_is_revised_when_somebody_else_approves()
    {
        var revised = GoalDecider.Approve(Given(Proposed()), new(), Bob).ShouldHaveSingleItem().ShouldBeOfType<GoalRevised>();
        (revised.Target, revised.Approver).ShouldBe((4000, "users/bob"));
        var goal = Given(Proposed(), revised).Root;
        (goal.Target, goal.Revision, goal.RevisionCount).ShouldBe((4000, null, 1));
        goal.QuarterTargets.ShouldBe([1000, 1000, 1000, 1000]);
        goal.Parts.Select(part => part.Target).ShouldBe([2000, 2000]);
    }

    [Fact]
    public void A_proposal_is_made_once_and_gone_when_it_is_rejected()
    {
        GoalDecider.Propose(Given(Proposed()), Asked, Ann with { Time = DateTimeOffset.UnixEpoch.AddDays(1) }).ShouldBeEmpty();
        var goal = Given(Proposed(), GoalDecider.Reject(Given(Proposed()), new() { Reason = "Too early" }, Bob).ShouldHaveSingleItem()).Root;
        (goal.Target, goal.Revision, goal.RevisionCount).ShouldBe((2000, null, 0));
    }

    [Theory, Trait("row", "FAN-03"), Trait("row", "MET-14")]
    [InlineData(MembershipTier.Monthly, 1, 31, 2, 28)]
    [InlineData(MembershipTier.Quarterly, 1, 31, 4, 30)]
    [InlineData(MembershipTier.Quarterly, 3, 15, 6, 15)]
    [InlineData(MembershipTier.Yearly, 2, 28, 2, 28)]
    public void A_membership_ends_on_the_day_of_the_same_number_or_the_month_s_last(MembershipTier tier, int month, int day, int lastMonth, int lastDay)
    {
        var end = Memberships.Of(new() { Tier = tier, StartDate = new Date { Year = 2026, Month = month, Day = day } }).EndDate;
        (end.Month, end.Day).ShouldBe((lastMonth, lastDay));
    }

    [Fact, Trait("row", "FAN-03")]
    public void A_longer_membership_gives_all_that_a_shorter_one_does()
    {
        var rights = new[] { MembershipTier.Monthly, MembershipTier.Quarterly, MembershipTier.Yearly }.Select(tier => Memberships.Of(new() { Tier = tier, StartDate = new Date { Year = 9999, Month = 12, Day = 31 } }).Rights).ToArray();
        rights[0].ShouldBeSubsetOf(rights[1]);
        rights[1].ShouldBeSubsetOf(rights[2]);
        rights.Select(each => each.Count).ShouldBeUnique();
    }

    private static ProposeGoalRevisionRequest Asked => new() { Target = 4000, Reason = "The spring went well" };

    private static Goal New(long target, params long[] quarters) => new() { DisplayName = "Fans", Metric = "new-followers", Year = 2026, Target = target, QuarterTargets = { quarters } };

    private static GoalPart Part(string part, int shareBps) => new() { Part = part, ShareBps = shareBps };

    private static GoalCreated Create(Goal goal) => (GoalCreated)GoalDecider.Create(new("any"), new() { Goal = goal }, KnownMetrics.BuiltIn, Ann).ShouldHaveSingleItem();

    private static IMessage Proposed() => GoalDecider.Propose(Given(), Asked, Ann).ShouldHaveSingleItem();

    private static Aggregate<Goal> Given(params IEnumerable<IMessage> events)
    {
        var goal = new Aggregate<Goal>("workspaces/acme/goals/fans");
        foreach (var message in events.Prepend(Create(new(New(2000)) { Parts = { Part("content", 5000) } })))
            goal.Apply(new Recorded(message, goal.Version + 1, DateTimeOffset.UnixEpoch), GoalDecider.Evolve);
        return goal;
    }
}
