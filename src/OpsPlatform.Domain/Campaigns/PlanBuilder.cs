using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using Code = OpsPlatform.Campaigns.V1.PlanWarning.Types.Code;
using Date = Google.Type.Date;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>Makes the plan that a caller asks for: parts that fit together, each with its days.</summary>
internal static class PlanBuilder
{
    private const int DefaultBufferBps = 2_000;
    private const int Whole = 10_000;

    /// <param name="template">The one that the request names; null for a plan by hand.</param>
    public static Plan From(SetPlanRequest request, PlanTemplate? template, Date startDate)
    {
        var isByHand = request.Phases.Count > 0;
        if (isByHand == template is not null || (isByHand && request.PhaseLengths.Count > 0) || (!isByHand && request.Tasks.Count + request.Milestones.Count > 0))
            throw new Refusal(ErrorReason.PlanAmbiguous, "phases");

        var plan = new Plan { StartDate = startDate.Clone(), Calendar = request.Calendar?.Clone(), BufferBps = request.HasBufferBps ? request.BufferBps : DefaultBufferBps };
        if (template is not null)
            TemplatePlans.Fill(plan, template, request.PhaseLengths);
        else
            FillByHand(plan, request);

        PlanChecks.PhasesMustFollow(plan);
        PlanChecks.PartsMustBeKnown(plan);
        Schedule(plan);
        Order(plan);
        Sum(plan);
        return plan;
    }

    public static int Buffer(int days, int bps) => (int)((long)days * bps / Whole);

    private static void FillByHand(Plan plan, SetPlanRequest request)
    {
        plan.Phases.Add(request.Phases.Select(given => new PlanPhase { PhaseId = given.PhaseId, DisplayName = given.DisplayName, StartDate = given.StartDate?.Clone(), EndDate = given.EndDate?.Clone() }));
        plan.Tasks.Add(request.Tasks.Select(PlanTemplateDecider.Described));
        plan.Milestones.Add(request.Milestones.Select(PlanTemplateDecider.Described));
    }

    /// <summary>Gives each task its days, after those that it depends on.</summary>
    private static void Schedule(Plan plan)
    {
        var days = new WorkingDays(plan.Calendar);
        var phases = plan.Phases.ToDictionary(phase => phase.PhaseId);
        var ends = new Dictionary<string, DateOnly>();
        foreach (var task in PartOrder.Of(plan.Tasks, "tasks", task => task.TaskId, task => task.DependsOn))
        {
            var earliest = task.DependsOn.Select(id => ends[id].AddDays(1)).Append(phases[task.PhaseId].StartDate.ToDay()).Max();
            var start = task.StartDate?.Near("tasks") ?? earliest;
            if (start < earliest)
                throw new Refusal(ErrorReason.PlanTaskTooEarly, "tasks", ("task", task.TaskId), ("start", start.ToDate().Text()), ("earliest", earliest.ToDate().Text()));
            task.WorkingDayCount = Math.Max(task.WorkingDayCount, 1);
            start = days.From(start);
            ends[task.TaskId] = days.Last(start, task.WorkingDayCount);
            (task.StartDate, task.EndDate) = (start.ToDate(), ends[task.TaskId].ToDate());
        }
    }

    /// <summary>Puts the milestones in the order of their days, in which each comes after its forerunners.</summary>
    private static void Order(Plan plan)
    {
        var due = plan.Milestones.ToDictionary(milestone => milestone.MilestoneId, milestone => milestone.DueDate.ToDay());
        var ordered = PartOrder.Of(plan.Milestones, "milestones", milestone => milestone.MilestoneId, milestone => milestone.Forerunners);
        foreach (var milestone in ordered)
        {
            if (milestone.Forerunners.FirstOrDefault(id => due[id] > due[milestone.MilestoneId]) is { } late)
            {
                throw new Refusal(
                    ErrorReason.PlanMilestoneOrder,
                    "milestones",
                    ("milestone", milestone.MilestoneId),
                    ("due", milestone.DueDate.Text()),
                    ("forerunner", late),
                    ("forerunner_due", due[late].ToDate().Text()));
            }
        }

        plan.Milestones.Clear();
        plan.Milestones.Add(ordered.OrderBy(milestone => due[milestone.MilestoneId]));
    }

    /// <summary>Counts its days, and says what is unusual about them.</summary>
    private static void Sum(Plan plan)
    {
        var days = new WorkingDays(plan.Calendar);
        var lastTasks = plan.Tasks.GroupBy(task => task.PhaseId).ToDictionary(tasks => tasks.Key, tasks => tasks.Max(task => task.EndDate.ToDay()));
        plan.UsedDayCount = plan.Phases.Where(phase => lastTasks.ContainsKey(phase.PhaseId)).Sum(phase => days.Count(phase.StartDate.ToDay(), lastTasks[phase.PhaseId]));
        plan.EndDate = plan.Phases[^1].EndDate?.Clone();
        if (plan.EndDate is { } end)
        {
            plan.WorkingDayCount = days.Count(plan.StartDate.ToDay(), end.ToDay());
            plan.BufferDayCount = Buffer(plan.WorkingDayCount, plan.BufferBps);
            if (plan.UsedDayCount > plan.WorkingDayCount - plan.BufferDayCount)
                Warn(Code.BufferShort);
            foreach (var milestone in plan.Milestones.Where(milestone => milestone.DueDate.ToDay() > end.ToDay()))
                Warn(Code.MilestoneAfterEnd, milestone.MilestoneId);
        }

        var ends = plan.Phases.Where(phase => phase.EndDate is not null).ToDictionary(phase => phase.PhaseId, phase => phase.EndDate.ToDay());
        foreach (var task in plan.Tasks.Where(task => ends.TryGetValue(task.PhaseId, out var phaseEnd) && task.EndDate.ToDay() > phaseEnd))
            Warn(Code.TaskAfterPhase, task.TaskId);

        void Warn(Code code, string partId = "") => plan.Warnings.Add(new PlanWarning { Code = code, PartId = partId });
    }
}
