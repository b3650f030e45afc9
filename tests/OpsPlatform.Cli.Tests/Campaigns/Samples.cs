using OpsPlatform.Campaigns.V1;
using Date = Google.Type.Date;
using MilestoneState = OpsPlatform.Campaigns.V1.Milestone.Types.State;
using PhaseState = OpsPlatform.Campaigns.V1.PlanPhase.Types.State;
using TaskState = OpsPlatform.Campaigns.V1.PlanTask.Types.State;

namespace OpsPlatform.Cli.Tests.Campaigns;

internal static class Samples
{
    private static readonly DateOnly FirstDay = new(2026, 3, 16);

    public static Campaign Campaign() => new()
    {
        Name = "workspaces/acme/campaigns/spring",
        DisplayName = "Spring launch 春季上新",
        State = OpsPlatform.Campaigns.V1.Campaign.Types.State.Running,
        StartDate = Day(1),
        EndDate = Day(98),
        Budget = "workspaces/acme/budgets/q2-2026",
        Labels = { "flagship" },
        Etag = "3",
    };

    /// <summary>Day 40 of 98: the first phase is closed, the second is late.</summary>
    public static Progress Progress() => new()
    {
        Campaign = "workspaces/acme/campaigns/spring",
        AsOfDate = Day(40),
        Level = WarningLevel.Yellow,
        Action = WarningAction.CatchUpPlan,
        PlannedDayCount = 26,
        DoneDayCount = 14,
        BehindDayCount = 12,
        LagBps = 1_538,
        CompletionBps = 4_286,
        TimelinessBps = 6_667,
        AccuracyBps = 10_000,
        Phases =
        {
            new PhaseProgress { PhaseId = "prepare", State = PhaseState.Closed, TaskCount = 2, DoneCount = 2, CompletionBps = 10_000, ClaimedTaskCount = 10 },
            new PhaseProgress { PhaseId = "execute", State = PhaseState.Active, TaskCount = 3, DoneCount = 1, CompletionBps = 3_333, ClaimedTaskCount = 12 },
            new PhaseProgress { PhaseId = "optimise", State = PhaseState.Pending, TaskCount = 2 },
        },
        Findings = { new ProgressFinding { Code = ProgressFinding.Types.Code.TaskOverdue, PartId = "production-edit" }, new ProgressFinding { Code = ProgressFinding.Types.Code.Outsource, PartId = "CONTENT" } },
        Plan = new Plan
        {
            StartDate = Day(1),
            EndDate = Day(98),
            Phases = { Phase("prepare", 1, 14, PhaseState.Closed), Phase("execute", 15, 70, PhaseState.Active), Phase("optimise", 71, 98, PhaseState.Pending) },
            Tasks =
            {
                Task("team-roles", "prepare", 1, 5, TaskState.Done),
                Task("risks-policy", "prepare", 8, 11, TaskState.Done),
                Task("production-script", "execute", 15, 26, TaskState.Done),
                Task("production-edit", "execute", 29, 38, TaskState.Open),
                Task("data-report", "execute", 36, 60, TaskState.Open),
                Task("evaluate-effect", "optimise", 71, 81, TaskState.Open),
                Task("improve-lessons", "optimise", 82, 90, TaskState.Open),
            },
            Milestones =
            {
                new Milestone { MilestoneId = "ready", DueDate = Day(14), State = MilestoneState.Reached },
                new Milestone { MilestoneId = "audience", DueDate = Day(35), State = MilestoneState.Missed },
                new Milestone { MilestoneId = "closed", DueDate = Day(98), State = MilestoneState.Pending },
            },
        },
    };

    private static PlanPhase Phase(string id, int first, int last, PhaseState state) => new() { PhaseId = id, StartDate = Day(first), EndDate = Day(last), State = state };

    private static PlanTask Task(string id, string phase, int first, int last, TaskState state) => new() { TaskId = id, PhaseId = phase, StartDate = Day(first), EndDate = Day(last), State = state };

    private static Date Day(int number)
    {
        var day = FirstDay.AddDays(number - 1);
        return new Date { Year = day.Year, Month = day.Month, Day = day.Day };
    }
}
