using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>What has to be true of the parts of a plan.</summary>
internal static class PlanChecks
{
    /// <summary>Far enough from the ends of the calendar that nothing which is counted from them falls off.</summary>
    private static readonly DateOnly First = new(2000, 1, 1);
    private static readonly DateOnly Last = new(2200, 12, 31);

    public static DateOnly Near(this Date date, string field)
    {
        var day = date.ToDay();
        return day < First || day > Last
            ? throw new Refusal(ErrorReason.CampaignDateOutOfRange, field, ("date", date.Text()), ("first", First.ToDate().Text()), ("last", Last.ToDate().Text()))
            : day;
    }

    public static void PhasesMustFollow(Plan plan)
    {
        MustDiffer("phase", plan.Phases.Select(phase => phase.PhaseId), "phases");
        PlanPhase? before = null;
        foreach (var phase in plan.Phases)
        {
            var (start, end) = (phase.StartDate?.Near("phases"), phase.EndDate?.Near("phases"));
            if (start is null || start < plan.StartDate.ToDay() || end < start || (end is null && phase.PhaseId != plan.Phases[^1].PhaseId))
                throw new Refusal(ErrorReason.PlanPeriodInvalid, "phases", ("phase", phase.PhaseId), ("start", phase.StartDate?.Text() ?? "…"), ("end", phase.EndDate?.Text() ?? "…"));
            if (before is { EndDate: { } ended } && start <= ended.ToDay())
                throw new Refusal(ErrorReason.PlanPhasesOverlap, "phases", ("phase", phase.PhaseId), ("start", phase.StartDate!.Text()), ("before", before.PhaseId), ("end", ended.Text()));
            before = phase;
        }
    }

    /// <summary>Also gives each part a name that has none.</summary>
    public static void PartsMustBeKnown(Plan plan)
    {
        var phases = plan.Phases.Select(phase => phase.PhaseId).ToHashSet();
        var tasks = plan.Tasks.Select(task => task.TaskId).ToHashSet();
        var milestones = plan.Milestones.Select(milestone => milestone.MilestoneId).ToHashSet();
        MustDiffer("task", plan.Tasks.Select(task => task.TaskId), "tasks");
        MustDiffer("milestone", plan.Milestones.Select(milestone => milestone.MilestoneId), "milestones");
        MustBeAmong(phases, "phase", plan.Tasks.Select(task => task.PhaseId), "tasks");
        MustBeAmong(tasks, "task", plan.Tasks.SelectMany(task => task.DependsOn), "tasks");
        MustBeAmong(phases, "phase", plan.Milestones.Select(milestone => milestone.GateOf).Where(gate => gate.Length > 0), "milestones");
        MustBeAmong(milestones, "milestone", plan.Milestones.SelectMany(milestone => milestone.Forerunners), "milestones");
        foreach (var milestone in plan.Milestones)
        {
            MustDiffer("measure", milestone.Measures.Select(measure => measure.MeasureId), "milestones");
            if (milestone.DueDate is null)
                throw new Refusal(ErrorReason.PlanMilestoneUndated, "milestones", ("milestone", milestone.MilestoneId));
            milestone.DueDate.Near("milestones");
            milestone.DisplayName = Named(milestone.DisplayName, milestone.MilestoneId);
        }

        foreach (var phase in plan.Phases)
            phase.DisplayName = Named(phase.DisplayName, phase.PhaseId);
        foreach (var task in plan.Tasks)
            task.DisplayName = Named(task.DisplayName, task.TaskId);
    }

    public static void MustDiffer(string kind, IEnumerable<string> ids, string field)
    {
        if (ids.GroupBy(id => id).FirstOrDefault(same => same.Count() > 1) is { } repeated)
            throw new Refusal(ErrorReason.PlanPartRepeated, field, ("kind", kind), ("id", repeated.Key));
    }

    private static void MustBeAmong(HashSet<string> known, string kind, IEnumerable<string> ids, string field)
    {
        if (ids.FirstOrDefault(id => !known.Contains(id)) is { } unknown)
            throw new Refusal(ErrorReason.PlanPartUnknown, field, ("kind", kind), ("id", unknown));
    }

    private static string Named(string displayName, string id) => displayName.Length > 0 ? displayName : id;
}
