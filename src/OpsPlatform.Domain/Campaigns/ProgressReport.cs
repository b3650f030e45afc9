using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using Code = OpsPlatform.Campaigns.V1.ProgressFinding.Types.Code;
using MilestoneState = OpsPlatform.Campaigns.V1.Milestone.Types.State;
using PhaseState = OpsPlatform.Campaigns.V1.PlanPhase.Types.State;
using State = OpsPlatform.Campaigns.V1.Campaign.Types.State;
using TaskState = OpsPlatform.Campaigns.V1.PlanTask.Types.State;
using Workstream = OpsPlatform.Campaigns.V1.PlanTask.Types.Workstream;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>How a campaign stands against its plan at a time, or at its end where that was before.</summary>
public static class ProgressReport
{
    private const int Whole = 10_000;

    private static readonly ReviewCadence[] Cadences = [ReviewCadence.Daily, ReviewCadence.Weekly, ReviewCadence.Monthly, ReviewCadence.Quarterly, ReviewCadence.Yearly];

    public static Progress Of(Campaign campaign, DateTimeOffset time)
    {
        var plan = campaign.Plan ?? throw new Refusal(ErrorReason.PlanMissing, "", ("campaign", campaign.Name));
        var today = new WorkingDays(plan.Calendar).Today(campaign.EndTime?.ToDateTimeOffset() ?? time);
        var lag = ProgressLag.Of(plan, today);
        var done = plan.Tasks.Where(task => task.State == TaskState.Done).ToArray();
        var phases = plan.Phases.Select(phase => Of(plan, phase, today)).ToArray();
        return new Progress
        {
            Campaign = campaign.Name,
            AsOfDate = today.ToDate(),
            Level = lag.Level,
            Action = ProgressLag.Action(lag.Level),
            PlannedDayCount = lag.PlannedDays,
            DoneDayCount = lag.DoneDays,
            BehindDayCount = lag.BehindDays,
            BufferLeftDayCount = lag.BufferLeftDays,
            LagBps = lag.LagBps,
            CompletionBps = Share(done.Length, plan.Tasks.Count),
            TimelinessBps = Share(done.Count(task => task.Punctual), done.Length),
            AccuracyBps = Share(done.Count(task => !task.Reworked), done.Length),
            SlipDayCount = plan.EndDate is null || plan.BaselineEndDate is null ? 0 : plan.EndDate.ToDay().DayNumber - plan.BaselineEndDate.ToDay().DayNumber,
            Phases = { phases },
            Findings = { Findings(campaign, plan, phases, today) },
            Plan = plan.Clone(),
        };
    }

    private static PhaseProgress Of(Plan plan, PlanPhase phase, DateOnly today)
    {
        var tasks = plan.Tasks.Where(task => task.PhaseId == phase.PhaseId).ToArray();
        var done = tasks.Count(task => task.State == TaskState.Done);
        return new PhaseProgress
        {
            PhaseId = phase.PhaseId,
            State = phase.State,
            Overrun = phase.State == PhaseState.Active && (phase.LatestEndDate ?? phase.EndDate) is { } latest && today > latest.ToDay(),
            TaskCount = tasks.Length,
            DoneCount = done,
            CompletionBps = Share(done, tasks.Length),
            ClaimedTaskCount = phase.ClaimedTaskCount,
        };
    }

    private static IEnumerable<ProgressFinding> Findings(Campaign campaign, Plan plan, PhaseProgress[] phases, DateOnly today)
    {
        var late = plan.Tasks.Where(task => task.State == TaskState.Open && task.EndDate.ToDay() < today).ToArray();
        foreach (var task in late)
            yield return New(Code.TaskOverdue, task.TaskId);
        foreach (var milestone in plan.Milestones.Where(milestone => milestone.State != MilestoneState.Reached && milestone.DueDate.ToDay() < today))
            yield return New(Code.MilestoneOverdue, milestone.MilestoneId);
        foreach (var phase in phases.Where(phase => phase.Overrun))
            yield return New(Code.PhaseOverrun, phase.PhaseId);
        foreach (var cadence in campaign.State == State.Running ? DueReviews(campaign, today) : [])
            yield return New(Code.ReviewDue, cadence.WireName());
        if (late.Any(task => task.Workstream == Workstream.Content))
            yield return New(Code.Outsource, Workstream.Content.WireName());
        if (late.Any(task => task.Workstream == Workstream.Growth))
            yield return New(Code.RedesignFission, Workstream.Growth.WireName());

        static ProgressFinding New(Code code, string partId) => new() { Code = code, PartId = partId };
    }

    /// <summary>Each cadence counts from its last review, or from the day on which the campaign started: the first week needs its review too.</summary>
    private static IEnumerable<ReviewCadence> DueReviews(Campaign campaign, DateOnly today)
    {
        var (days, last) = (new WorkingDays(campaign.Plan.Calendar), campaign.Reviews.ToDictionary(review => review.Cadence, review => review.ReviewDate.ToDay()));
        var started = days.Today(campaign.StartTime.ToDateTimeOffset());
        return Cadences.Where(cadence => (cadence != ReviewCadence.Daily || last.ContainsKey(cadence)) && days.NextReview(cadence, last.GetValueOrDefault(cadence, started)) < today);
    }

    private static int Share(int part, int whole) => whole == 0 ? 0 : (int)(part * (long)Whole / whole);
}
