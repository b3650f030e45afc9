using OpsPlatform.Campaigns.V1;
using static OpsPlatform.Campaigns.V1.Measure.Types;
using Unit = OpsPlatform.Campaigns.V1.PlanTemplate.Types.Unit;
using Workstream = OpsPlatform.Campaigns.V1.PlanTask.Types.Workstream;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>The templates that every workspace has, from the plans that the catalogue describes.</summary>
public static class BuiltInPlanTemplates
{
    public static BuiltIns<PlanTemplate> All { get; } = new(FanPhases(), FanProject(), FourStages(), StageGoals(), ThreeSteps(), TwoEightFour());

    /// <summary>Prepare, execute, optimise (CAM-01 to CAM-04). Its source claims 10, 12 and 9 steps and lists 15, 16 and 9.</summary>
    private static PlanTemplate TwoEightFour() => new()
    {
        Name = "two-eight-four",
        DisplayName = "Two, eight and four weeks (三阶段五周期)",
        Unit = Unit.Week,
        BuiltIn = true,
        Phases = { Phase("prepare", "Prepare", 2, claimed: 10), Phase("execute", "Execute", 8, claimed: 12), Phase("optimise", "Optimise", 4, claimed: 9) },
        Tasks =
        {
            Steps("prepare", "team", Workstream.Unspecified, "roles", "training", "rules"),
            Steps("prepare", "resources", Workstream.Unspecified, "budget", "tools", "suppliers"),
            Steps("prepare", "strategy", Workstream.Content, "market", "goals", "content"),
            Steps("prepare", "platform", Workstream.Tech, "register", "settings", "functions"),
            Steps("prepare", "risks", Workstream.Unspecified, "policy", "platform", "operations"),
            Steps("execute", "production", Workstream.Content, "script", "material", "edit", "graphic"),
            Steps("execute", "distribution", Workstream.Content, "channel", "adapt", "budget", "monitor"),
            Steps("execute", "interaction", Workstream.Growth, "comments", "messages", "community", "events"),
            Steps("execute", "data", Workstream.Tech, "metrics", "capture", "analysis", "report"),
            Steps("optimise", "evaluate", Workstream.Unspecified, "comparison", "effect", "diagnosis"),
            Steps("optimise", "adjust", Workstream.Content, "content", "channel", "budget"),
            Steps("optimise", "improve", Workstream.Unspecified, "lessons", "process", "capability"),
        },
    };

    /// <summary>Foundation, validation, scale, ecosystem (CAM-07 to CAM-10). Its last milestone lies three months after its end, as in its source.</summary>
    private static PlanTemplate FourStages() => new()
    {
        Name = "four-stages",
        DisplayName = "Three, six, twelve and eighteen months (四阶段)",
        Unit = Unit.Month,
        BuiltIn = true,
        Phases = { Phase("foundation", "Foundation", 3), Phase("validation", "Validation", 6), Phase("scale", "Scale", 12), Phase("ecosystem", "Ecosystem", 18) },
        Milestones =
        {
            new Milestone { MilestoneId = "month-1", DisplayName = "Core tags", After = 1, Measures = { Count("core-tags", 100) }, Requirements = { "tags-live" } },
            new Milestone { MilestoneId = "month-2", DisplayName = "Production by rule", After = 2, Measures = { Of("production-days", 7, Measure.Types.Unit.Days, Comparison.AtMost) }, Requirements = { "sop" } },
            new Milestone { MilestoneId = "month-3", DisplayName = "Customers managed", After = 3, Measures = { Count("tag-updates", 2) }, Requirements = { "scrm", "team" } },
            new Milestone { MilestoneId = "foundation-gate", DisplayName = "Foundation laid", GateOf = "foundation", After = 3, Measures = { Count("tags", 5_000), Count("staff", 15) }, Requirements = { "sop", "scrm" } },
            new Milestone { MilestoneId = "month-6", DisplayName = "A million users", GateOf = "validation", After = 6, Measures = { Count("users", 1_000_000), Share("originality", 3_000), Share("activity", 2_500), Share("return", 30_000) } },
            new Milestone { MilestoneId = "month-9", DisplayName = "Three fissions", GateOf = "validation", After = 9, Measures = { Count("fission-users", 200_000, times: 3) } },
            new Milestone { MilestoneId = "month-12", DisplayName = "Decisions by data", After = 12, Measures = { Share("data-decisions", 7_000) } },
            new Milestone { MilestoneId = "month-18", DisplayName = "Three million users", GateOf = "scale", After = 18, Measures = { Count("users", 3_000_000), Share("activity", 3_000), Share("conversion", 1_000), Share("return", 50_000) } },
            new Milestone { MilestoneId = "month-21", DisplayName = "Playbook", GateOf = "scale", After = 21, Requirements = { "playbook" } },
            new Milestone { MilestoneId = "month-24", DisplayName = "Partners", After = 24, Measures = { Count("partners", 50) } },
            new Milestone { MilestoneId = "month-30", DisplayName = "Five million users", GateOf = "ecosystem", After = 30, Measures = { Count("users", 5_000_000), Share("repurchase", 3_500), Share("gmv-share", 6_000), Share("return", 80_000) } },
            new Milestone { MilestoneId = "month-36", DisplayName = "Membership upgraded", After = 36, Requirements = { "membership" } },
            new Milestone { MilestoneId = "month-42", DisplayName = "Business model closed", After = 42, Requirements = { "business-model" } },
        },
    };

    /// <summary>Short, mid and long goals (CAM-11). Its source wants more than 60 % of the sales, where <see cref="FourStages"/> wants as much.</summary>
    private static PlanTemplate StageGoals() => new()
    {
        Name = "stage-goals",
        DisplayName = "Short, mid and long goals (短中长期)",
        Unit = Unit.Month,
        BuiltIn = true,
        Phases = { Phase("short", "Short", 12, 6, 12), Phase("mid", "Mid", 12, 6, 18), Phase("long", "Long", 12, 6, 24) },
        Milestones =
        {
            new Milestone { MilestoneId = "short", DisplayName = "A million users", After = 12, Measures = { Count("users", 1_000_000), Share("originality", 3_000), Share("activity", 2_500) } },
            new Milestone { MilestoneId = "mid", DisplayName = "Three million users", After = 24, Measures = { Count("users", 3_000_000), Share("originality", 3_000), Share("conversion", 1_000), Share("return", 50_000) } },
            new Milestone { MilestoneId = "long", DisplayName = "Five million users", After = 36, Measures = { Count("users", 5_000_000), Share("repurchase", 3_500), Of("gmv-share", 6_000, Measure.Types.Unit.Bps, Comparison.Above), Share("return", 80_000) } },
        },
    };

    /// <summary>Twelve to fifteen months of building before the loop, which has no end (CAM-14).</summary>
    private static PlanTemplate FanPhases() => new()
    {
        Name = "fan-phases",
        DisplayName = "Fan operation in four phases (四个核心阶段)",
        Unit = Unit.Month,
        BuiltIn = true,
        Phases = { Phase("base", "Base", 3, 3, 4), Phase("content", "Content system", 5, 5, 6), Phase("data", "Data-driven", 4, 4, 5), Phase("loop", "Ecosystem loop", 0) },
        Milestones = { new Milestone { MilestoneId = "base-live", DisplayName = "Base live", GateOf = "base", After = 3, Requirements = { "crm-link", "points-live" } } },
    };

    /// <summary>Seven to twelve months (CAM-15), with milestones that need each other (CAM-17).</summary>
    private static PlanTemplate FanProject() => new()
    {
        Name = "fan-project",
        DisplayName = "Fan project in four phases (项目四阶段)",
        Unit = Unit.Month,
        BuiltIn = true,
        Phases = { Phase("prepare", "Prepare", 2, 1, 2), Phase("implement", "Implement", 6, 3, 6), Phase("optimise", "Optimise", 3, 2, 3), Phase("evaluate", "Evaluate", 1, 1, 1) },
        Milestones =
        {
            new Milestone { MilestoneId = "m1", DisplayName = "Base live", After = 3, Requirements = { "crm", "points", "interaction" } },
            new Milestone { MilestoneId = "m2", DisplayName = "Content runs", After = 6, Requirements = { "content-plan", "core-koc", "large-event" }, Forerunners = { "m1" } },
            new Milestone { MilestoneId = "m3", DisplayName = "Data-driven", After = 7, Requirements = { "data-driven" }, Forerunners = { "m2" } },
        },
    };

    /// <summary>Base interaction, personal recommendation, operation by tiers (CAM-17). Its source names no lengths: they are assumptions.</summary>
    private static PlanTemplate ThreeSteps() => new()
    {
        Name = "three-steps",
        DisplayName = "Fan operation in three steps (三步走)",
        Unit = Unit.Month,
        BuiltIn = true,
        Phases = { Phase("interaction", "Base interaction", 3), Phase("recommendation", "Personal recommendation", 3), Phase("tiers", "Operation by tiers", 3) },
        Milestones = { new Milestone { MilestoneId = "behaviour-data", DisplayName = "Behaviour is known", GateOf = "interaction", After = 3, Requirements = { "behaviour-data" } } },
    };

    private static TemplatePhase Phase(string id, string displayName, int length, int shortest = 1, int longest = 0, int claimed = 0) =>
        new() { PhaseId = id, DisplayName = displayName, Length = length, Shortest = shortest, Longest = longest, ClaimedTaskCount = claimed };

    private static IEnumerable<PlanTask> Steps(string phase, string item, Workstream workstream, params string[] steps) =>
        steps.Select(step => new PlanTask { TaskId = $"{item}-{step}", PhaseId = phase, DisplayName = $"{char.ToUpperInvariant(item[0])}{item[1..]}: {step}", Item = item, Workstream = workstream });

    private static Measure Count(string id, long target, int times = 1) => new() { MeasureId = id, Target = target, Unit = Measure.Types.Unit.Count, Comparison = Comparison.AtLeast, ValueCount = times };

    private static Measure Share(string id, int bps) => Of(id, bps, Measure.Types.Unit.Bps, Comparison.AtLeast);

    private static Measure Of(string id, long target, Measure.Types.Unit unit, Comparison comparison) => new() { MeasureId = id, Target = target, Unit = unit, Comparison = comparison, ValueCount = 1 };
}
