using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using Unit = OpsPlatform.Campaigns.V1.PlanTemplate.Types.Unit;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>Turns a template into the phases, tasks and milestones of a plan that starts on a day.</summary>
internal static class TemplatePlans
{
    /// <summary>How long a task takes that nothing says anything about, in working days.</summary>
    private const int DefaultTaskDays = 5;

    /// <param name="lengths">How long each phase with an end is; empty for the template's own.</param>
    public static void Fill(Plan plan, PlanTemplate template, IReadOnlyCollection<PhaseLength> lengths)
    {
        plan.Template = template.Name;
        plan.Phases.Add(Phases(template, lengths, plan.StartDate.ToDay()));
        plan.Tasks.Add(template.Phases.SelectMany(phase => Tasks(template, plan, phase.PhaseId)));
        foreach (var milestone in template.Milestones.Clone())
        {
            milestone.DueDate = After(plan.StartDate.ToDay(), milestone.After, template.Unit).AddDays(-1).ToDate();
            milestone.After = 0;
            plan.Milestones.Add(milestone);
        }
    }

    private static IEnumerable<PlanPhase> Phases(PlanTemplate template, IReadOnlyCollection<PhaseLength> lengths, DateOnly start)
    {
        if (lengths.FirstOrDefault(length => template.Phases.All(phase => phase.PhaseId != length.PhaseId)) is { } unknown)
            throw new Refusal(ErrorReason.PlanPartUnknown, "phase_lengths", ("kind", "phase"), ("id", unknown.PhaseId));
        if (lengths.GroupBy(length => length.PhaseId).FirstOrDefault(same => same.Count() > 1) is { } repeated)
            throw new Refusal(ErrorReason.PlanPartRepeated, "phase_lengths", ("kind", "phase"), ("id", repeated.Key));

        var before = 0;
        foreach (var phase in template.Phases)
        {
            var length = Length(phase, lengths);
            yield return new PlanPhase
            {
                PhaseId = phase.PhaseId,
                DisplayName = phase.DisplayName,
                StartDate = After(start, before, template.Unit).ToDate(),
                EndDate = length == 0 ? null : After(start, before + length, template.Unit).AddDays(-1).ToDate(),
                LatestEndDate = phase.Longest == 0 ? null : After(start, before + phase.Longest, template.Unit).AddDays(-1).ToDate(),
                ClaimedTaskCount = phase.ClaimedTaskCount,
            };
            before += length;
        }
    }

    private static int Length(TemplatePhase phase, IReadOnlyCollection<PhaseLength> lengths)
    {
        if (lengths.Count == 0)
            return phase.Length;
        if (lengths.FirstOrDefault(length => length.PhaseId == phase.PhaseId) is not { } given)
            return phase.Length == 0 ? 0 : throw new Refusal(ErrorReason.PlanPhaseMissing, "phase_lengths", ("phase", phase.PhaseId));
        MustBeAllowed(phase, given.Length, "phase_lengths");
        return given.Length;
    }

    public static void MustBeAllowed(TemplatePhase phase, int length, string field)
    {
        if (length < phase.Shortest || (phase.Longest > 0 && length > phase.Longest))
        {
            var longest = phase.Longest == 0 ? "…" : $"{phase.Longest}";
            throw new Refusal(ErrorReason.PlanPhaseLength, field, ("phase", phase.PhaseId), ("length", length), ("shortest", phase.Shortest), ("longest", longest));
        }
    }

    /// <summary>The tasks of an item follow each other, and share the days that the buffer leaves of their phase.</summary>
    private static IEnumerable<PlanTask> Tasks(PlanTemplate template, Plan plan, string phaseId)
    {
        var days = new WorkingDays(plan.Calendar);
        var phase = plan.Phases.Single(each => each.PhaseId == phaseId);
        foreach (var item in template.Tasks.Where(task => task.PhaseId == phaseId).GroupBy(task => task.Item))
        {
            var tasks = item.Select(task => task.Clone()).ToArray();
            var sharing = tasks.Where(task => task.WorkingDayCount == 0).ToArray();
            var shares = Shares(tasks.Sum(task => task.WorkingDayCount), sharing.Length);
            for (var index = 0; index < sharing.Length; index++)
                sharing[index].WorkingDayCount = shares[index];
            for (var index = 1; index < tasks.Length && item.Key.Length > 0; index++)
            {
                if (tasks[index].DependsOn.Count == 0)
                    tasks[index].DependsOn.Add(tasks[index - 1].TaskId);
            }

            foreach (var task in tasks)
                yield return task;
        }

        int[] Shares(int taken, int count)
        {
            if (phase.EndDate is null || count == 0)
                return [.. Enumerable.Repeat(DefaultTaskDays, count)];
            var all = days.Count(phase.StartDate.ToDay(), phase.EndDate.ToDay());
            var left = Math.Max(all - PlanBuilder.Buffer(all, plan.BufferBps) - taken, 0);
            return [.. LargestRemainder.Split(left, [.. Enumerable.Repeat(1, count)]).Select(share => Math.Max((int)share, 1))];
        }
    }

    private static DateOnly After(DateOnly start, int number, Unit unit) => unit == Unit.Week ? start.AddDays(7 * number) : start.AddMonths(number);
}
