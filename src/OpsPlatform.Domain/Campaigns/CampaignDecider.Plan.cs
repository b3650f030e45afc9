using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using PhaseState = OpsPlatform.Campaigns.V1.PlanPhase.Types.State;
using State = OpsPlatform.Campaigns.V1.Campaign.Types.State;
using TaskState = OpsPlatform.Campaigns.V1.PlanTask.Types.State;

namespace OpsPlatform.Domain.Campaigns;

public static partial class CampaignDecider
{
    /// <summary>A refusal travels in a trailer, and many clients take no more than 8 KiB of them.</summary>
    private const int MostNamed = 20;

    /// <param name="template">The one that the request names; null where it names none.</param>
    public static IEnumerable<IMessage> SetPlan(Aggregate<Campaign> campaign, SetPlanRequest request, PlanTemplate? template, DecisionContext context)
    {
        MustGoOn(campaign.Root);
        var (before, plan) = (campaign.Root.Plan, PlanBuilder.From(request, template, campaign.Root.StartDate));
        PlanChanges.Keep(before, plan);
        if (before is not null && PlanChanges.AreSame(before, plan))
            return [];
        var set = new PlanSet { Plan = plan };
        return campaign.Root.State == State.Planned || before is not null ? [set] : [set, FirstPhase(plan)];
    }

    public static IEnumerable<IMessage> EnterPhase(Aggregate<Campaign> campaign, EnterPhaseRequest request, DecisionContext context)
    {
        var plan = RunningPlan(campaign.Root);
        var active = plan.Phases.Single(phase => phase.State == PhaseState.Active);
        if (active.PhaseId == request.PhaseId)
            return [];
        var next = plan.Phases.ElementAtOrDefault(plan.Phases.IndexOf(active) + 1)?.PhaseId ?? "none";
        if (request.PhaseId != next)
            throw new Refusal(ErrorReason.PlanPhaseOrder, "phase_id", ("active", active.PhaseId), ("next", next), ("asked", request.PhaseId));
        MustBeClosable(plan, active);
        return [new PlanPhaseEntered { PhaseId = request.PhaseId, ClosedPhaseId = active.PhaseId }];
    }

    public static IEnumerable<IMessage> AssignTask(Aggregate<Campaign> campaign, AssignTaskRequest request, DecisionContext context)
    {
        MustGoOn(campaign.Root);
        return PlanOf(campaign.Root).Task(request.TaskId).OwnerId == request.OwnerId ? [] : [new PlanTaskAssigned { TaskId = request.TaskId, OwnerId = request.OwnerId }];
    }

    public static IEnumerable<IMessage> CompleteTask(Aggregate<Campaign> campaign, CompleteTaskRequest request, DecisionContext context)
    {
        var plan = RunningPlan(campaign.Root);
        var task = plan.Task(request.TaskId);
        if (task.State == TaskState.Done)
            return [];
        if (task.DependsOn.Select(plan.Task).FirstOrDefault(needed => needed.State == TaskState.Open) is { } open)
            throw new Refusal(ErrorReason.PlanTaskBlocked, "task_id", ("task", task.TaskId), ("open", open.TaskId));
        if (request.Evidence.Length == 0 && !task.Optional)
            throw new Refusal(ErrorReason.PlanEvidenceMissing, "evidence", ("task", task.TaskId));
        var today = new WorkingDays(plan.Calendar).Today(context.Time);
        var done = request.DoneDate?.ToDay() ?? today;
        if (done > today)
            throw new Refusal(ErrorReason.PlanDateAhead, "done_date", ("date", done.ToDate().Text()), ("today", today.ToDate().Text()));
        return [new PlanTaskCompleted { TaskId = task.TaskId, DoneDate = done.ToDate(), Evidence = request.Evidence, Reworked = request.Reworked, Punctual = done <= task.EndDate.ToDay() }];
    }

    public static IEnumerable<IMessage> ReopenTask(Aggregate<Campaign> campaign, ReopenTaskRequest request, DecisionContext context) =>
        RunningPlan(campaign.Root).Task(request.TaskId).State == TaskState.Open ? [] : [new PlanTaskReopened { TaskId = request.TaskId, Reason = request.Reason }];

    /// <summary>No campaign runs with a plan of which no phase is under way.</summary>
    private static PlanPhaseEntered FirstPhase(Plan plan) => new() { PhaseId = plan.Phases[0].PhaseId };

    private static Plan RunningPlan(Campaign campaign)
    {
        MustBeThere(campaign);
        campaign.MustBe(State.Running);
        return PlanOf(campaign);
    }

    private static Plan PlanOf(Campaign campaign) => campaign.Plan ?? throw new Refusal(ErrorReason.PlanMissing, "", ("campaign", campaign.Name));

    private static PlanTask Task(this Plan plan, string id) =>
        plan.Tasks.FirstOrDefault(task => task.TaskId == id) ?? throw new Refusal(ErrorReason.PlanPartUnknown, "task_id", ("kind", "task"), ("id", id));

    /// <summary>All that has to be done or reached in a phase is.</summary>
    private static void MustBeClosable(Plan plan, PlanPhase phase)
    {
        var open = plan.Tasks.Where(task => task.PhaseId == phase.PhaseId && task.State == TaskState.Open && !task.Optional).Select(task => task.TaskId)
            .Concat(plan.Milestones.Where(milestone => milestone.GateOf == phase.PhaseId && milestone.State != Milestone.Types.State.Reached).Select(milestone => milestone.MilestoneId))
            .ToArray();
        if (open.Length > 0)
            throw new Refusal(ErrorReason.PlanPhaseBlocked, "phase_id", ("phase", phase.PhaseId), ("count", open.Length), ("open", string.Join(", ", open.Take(MostNamed))));
    }
}
