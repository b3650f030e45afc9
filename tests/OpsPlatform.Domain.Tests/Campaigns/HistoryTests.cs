using Google.Protobuf;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using PhaseState = OpsPlatform.Campaigns.V1.PlanPhase.Types.State;
using State = OpsPlatform.Campaigns.V1.Campaign.Types.State;

namespace OpsPlatform.Domain.Tests.Campaigns;

/// <summary>Whatever is asked of a campaign, in whatever order: it is decided or refused, and what has happened can be folded again.</summary>
public sealed class HistoryTests
{
    private const int Steps = 200;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory, MemberData(nameof(Seeds))]
    public void Random_histories_hold_together(int seed)
    {
        var random = new Random(seed);
        var campaign = Given.Planned();
        var history = new List<(int Day, IMessage Message)>();
        for (var (step, day) = (0, 1); step < Steps; step++, day += random.Next(4) == 0 ? 1 : 0)
        {
            var ask = Ask(random, day);
            IMessage[] events;
            try
            {
                events = [.. ask(campaign)];
            }
            catch (Refusal)
            {
                continue;
            }

            history.AddRange(events.Select(message => (day, message)));
            campaign.Happens(day, events);
            ask(campaign).ShouldBeEmpty("the same again changes nothing");
            MustHoldTogether(campaign.Root);
        }

        var again = Given.Planned();
        foreach (var (day, message) in history)
            again.Happens(day, message);
        again.Root.ShouldBe(campaign.Root);
        history.ShouldNotBeEmpty();
    }

    private static void MustHoldTogether(Campaign campaign)
    {
        if (campaign.Plan is not { } plan)
            return;
        plan.Phases.Count(phase => phase.State == PhaseState.Active).ShouldBe(campaign.StartTime is null ? 0 : 1);
        plan.Phases.Select(phase => phase.State).ShouldBe(plan.Phases.Select(phase => phase.State).OrderByDescending(state => state), "closed, then active, then pending");
        campaign.Warning.NextCheckTime.ShouldSatisfyAllConditions(next => (next is null || campaign.State == State.Running).ShouldBeTrue());
        plan.Tasks.ShouldAllBe(task => task.EndDate != null && task.WorkingDayCount > 0);
    }

    private static Func<Aggregate<Campaign>, IEnumerable<IMessage>> Ask(Random random, int day)
    {
        var context = Given.On(day);
        var task = $"t{random.Next(6)}";
        var (phases, length) = (random.Next(1, 4), random.Next(3, 9));
        return random.Next(12) switch
        {
            0 => campaign => CampaignDecider.Start(campaign, new(), [], context),
            1 => campaign => CampaignDecider.Pause(campaign, new() { Reason = "Rules" }, context),
            2 => campaign => CampaignDecider.Resume(campaign, new(), context),
            3 => campaign => CampaignDecider.SetPlan(campaign, Plan(phases, length), null, context),
            4 => campaign => CampaignDecider.EnterPhase(campaign, new() { PhaseId = $"p{phases}" }, context),
            5 => campaign => CampaignDecider.ReopenTask(campaign, new() { TaskId = task, Reason = "Wrong" }, context),
            6 => campaign => CampaignDecider.AssignTask(campaign, new() { TaskId = task, OwnerId = $"E{length}" }, context),
            7 => campaign => CampaignDecider.Judge(campaign, context),
            8 when (length, phases) == (3, 1) => campaign => CampaignDecider.Complete(campaign, new(), hasLesson: true, context),
            _ => campaign => CampaignDecider.CompleteTask(campaign, new() { TaskId = task, Evidence = "Seen" }, context),
        };
    }

    /// <summary>Phases one after the other, with two tasks in each, the second after the first.</summary>
    private static SetPlanRequest Plan(int phases, int length) => new()
    {
        BufferBps = 0,
        Phases = { Enumerable.Range(0, phases).Select(number => Given.Phase($"p{number}", (number * length) + 1, (number + 1) * length)) },
        Tasks =
        {
            Enumerable.Range(0, phases).SelectMany(number => new[]
            {
                new PlanTask { TaskId = $"t{2 * number}", PhaseId = $"p{number}" },
                new PlanTask { TaskId = $"t{(2 * number) + 1}", PhaseId = $"p{number}", DependsOn = { $"t{2 * number}" } },
            }),
        },
    };
}
