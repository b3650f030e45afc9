using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using MilestoneState = OpsPlatform.Campaigns.V1.Milestone.Types.State;
using PhaseState = OpsPlatform.Campaigns.V1.PlanPhase.Types.State;
using TaskState = OpsPlatform.Campaigns.V1.PlanTask.Types.State;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>What a plan keeps of the one before it, and how it goes on.</summary>
internal static class PlanChanges
{
    /// <summary>Where its parts stand, and the baseline.</summary>
    /// <param name="before">Null for the first plan, which is the baseline itself.</param>
    public static void Keep(Plan? before, Plan plan)
    {
        plan.Revision = (before?.Revision ?? 0) + 1;
        plan.BaselineEndDate = (before is null ? plan.EndDate : before.BaselineEndDate)?.Clone();
        KeepPhases(before, plan);
        foreach (var task in plan.Tasks)
        {
            task.State = TaskState.Open;
            var earlier = before is null ? null : before.Tasks.FirstOrDefault(each => each.TaskId == task.TaskId);
            (task.BaselineStartDate, task.BaselineEndDate) = before is null
                ? (task.StartDate.Clone(), task.EndDate.Clone())
                : (earlier?.BaselineStartDate?.Clone(), earlier?.BaselineEndDate?.Clone());
            if (earlier is { State: TaskState.Done })
                (task.State, task.DoneDate, task.Punctual, task.Reworked, task.Evidence) = (earlier.State, earlier.DoneDate.Clone(), earlier.Punctual, earlier.Reworked, earlier.Evidence);
        }

        foreach (var milestone in plan.Milestones)
        {
            milestone.State = MilestoneState.Pending;
            var earlier = before?.Milestones.FirstOrDefault(each => each.MilestoneId == milestone.MilestoneId);
            milestone.BaselineDueDate = (before is null ? milestone.DueDate : earlier?.BaselineDueDate)?.Clone();
            if (earlier is null)
                continue;
            (milestone.State, milestone.AssessTime, milestone.Late, milestone.Evidence) = (earlier.State, earlier.AssessTime?.Clone(), earlier.Late, earlier.Evidence);
            milestone.Missing.Add(earlier.Missing);
        }
    }

    public static bool AreSame(Plan before, Plan after)
    {
        var same = after.Clone();
        same.Revision = before.Revision;
        return same.Equals(before);
    }

    public static void Enter(Plan plan, PlanPhaseEntered entered, Timestamp time)
    {
        foreach (var phase in plan.Phases)
        {
            if (phase.PhaseId == entered.ClosedPhaseId)
                (phase.State, phase.CloseTime) = (PhaseState.Closed, time);
            else if (phase.PhaseId == entered.PhaseId)
                (phase.State, phase.EnterTime) = (PhaseState.Active, time);
        }
    }

    public static void Complete(Plan plan, PlanTaskCompleted completed)
    {
        var task = plan.Tasks.Single(each => each.TaskId == completed.TaskId);
        (task.State, task.DoneDate, task.Evidence, task.Reworked, task.Punctual) = (TaskState.Done, completed.DoneDate.Clone(), completed.Evidence, completed.Reworked, completed.Punctual);
    }

    public static void Reopen(Plan plan, PlanTaskReopened reopened)
    {
        var task = plan.Tasks.Single(each => each.TaskId == reopened.TaskId);
        (task.State, task.DoneDate, task.Evidence, task.Reworked, task.Punctual) = (TaskState.Open, null, "", false, false);
    }

    public static void Assess(Plan plan, PlanMilestoneAssessed assessed, Timestamp time)
    {
        var milestone = plan.Milestones.Single(each => each.MilestoneId == assessed.MilestoneId);
        (milestone.State, milestone.Late, milestone.Evidence, milestone.AssessTime) = (assessed.State, assessed.Late, assessed.Evidence, time);
        milestone.Missing.Clear();
        milestone.Missing.Add(assessed.Missing);
    }

    /// <summary>Phases that have begun stay, in their order: what was done in them is not undone by a plan.</summary>
    private static void KeepPhases(Plan? before, Plan plan)
    {
        foreach (var phase in plan.Phases)
            phase.State = PhaseState.Pending;
        var begun = before?.Phases.Where(phase => phase.State != PhaseState.Pending).ToArray() ?? [];
        for (var index = 0; index < begun.Length; index++)
        {
            var (earlier, phase) = (begun[index], plan.Phases.ElementAtOrDefault(index));
            if (phase?.PhaseId != earlier.PhaseId)
                throw new Refusal(ErrorReason.PlanActivePhaseGone, "phases", ("phase", earlier.PhaseId), ("number", index + 1));
            (phase.State, phase.EnterTime, phase.CloseTime) = (earlier.State, earlier.EnterTime?.Clone(), earlier.CloseTime?.Clone());
        }
    }
}
