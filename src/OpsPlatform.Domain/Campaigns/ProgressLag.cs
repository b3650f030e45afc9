using OpsPlatform.Campaigns.V1;
using TaskState = OpsPlatform.Campaigns.V1.PlanTask.Types.State;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>How far a plan is behind, in working days of its tasks; being behind uses up the buffer before it counts (CAM-12, CAM-16).</summary>
public sealed record ProgressLag(int PlannedDays, int DoneDays, int BufferDays)
{
    private const int Whole = 10_000;

    public int BehindDays => Math.Max(PlannedDays - DoneDays, 0);

    public int BufferLeftDays => Math.Max(BufferDays - BehindDays, 0);

    public int LagBps => PlannedDays == 0 ? 0 : (int)(Math.Max(BehindDays - BufferDays, 0) * (long)Whole / PlannedDays);

    public WarningLevel Level => LagBps switch
    {
        >= 3_000 => WarningLevel.Red,
        >= 2_000 => WarningLevel.Orange,
        >= 1_000 => WarningLevel.Yellow,
        _ => WarningLevel.None,
    };

    public static WarningAction Action(WarningLevel level) => level switch
    {
        WarningLevel.Red => WarningAction.EmergencyPlan,
        WarningLevel.Orange => WarningAction.Reallocate,
        WarningLevel.Yellow => WarningAction.CatchUpPlan,
        _ => WarningAction.Unspecified,
    };

    /// <summary>Tasks count when they are done, and were to be done when their last day is over.</summary>
    public static ProgressLag Of(Plan plan, DateOnly today) => new(
        plan.Tasks.Where(task => task.EndDate.ToDay() < today).Sum(task => task.WorkingDayCount),
        plan.Tasks.Where(task => task.State == TaskState.Done).Sum(task => task.WorkingDayCount),
        plan.BufferDayCount);

    /// <summary>
    /// The first day, from today on, on which the level is another one if nothing is done until then; null when there is none. The level only rises
    /// with the days, because what was to be done grows and what is done does not.
    /// </summary>
    public static DateOnly? NextChange(Plan plan, DateOnly today, WarningLevel level)
    {
        var lag = Of(plan, today);
        if (lag.Level != level)
            return today;
        foreach (var ending in plan.Tasks.Where(task => task.EndDate.ToDay() >= today).GroupBy(task => task.EndDate.ToDay()).OrderBy(ending => ending.Key))
        {
            lag = lag with { PlannedDays = lag.PlannedDays + ending.Sum(task => task.WorkingDayCount) };
            if (lag.Level != level)
                return ending.Key.AddDays(1);
        }

        return null;
    }
}
