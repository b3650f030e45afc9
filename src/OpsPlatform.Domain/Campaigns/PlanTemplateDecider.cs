using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>Decides what happens to a workspace's own template, and folds what has happened.</summary>
public static class PlanTemplateDecider
{
    /// <summary>On which a template is tried: a Monday at the beginning of a month.</summary>
    private static readonly Date Trial = new() { Year = 2026, Month = 6, Day = 1 };

    public static IEnumerable<IMessage> Set(Aggregate<PlanTemplate> template, SetPlanTemplateRequest request, DecisionContext context)
    {
        BuiltInPlanTemplates.All.MustNotHave(request.Name, ErrorReason.PlanTemplateBuiltIn);
        var set = new PlanTemplateSet { DisplayName = request.DisplayName, Unit = request.Unit, Tasks = { request.Tasks.Select(Undated) }, Milestones = { request.Milestones.Select(Undated) } };
        foreach (var given in request.Phases)
        {
            var phase = given.Clone();
            phase.Shortest = Math.Max(phase.Shortest, 1);
            if (phase.Length > 0 || given.PhaseId != request.Phases[^1].PhaseId)
                TemplatePlans.MustBeAllowed(phase, phase.Length, "phases");
            set.Phases.Add(phase);
        }

        var made = Of(set, request.Name);
        PlanBuilder.From(new SetPlanRequest { Template = request.Name }, made, Trial);
        return template.Version > 0 && Of(set, template.Name).Equals(Of(Of(template.Root), template.Name)) ? [] : [set];
    }

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<PlanTemplate> template, Recorded recorded)
    {
        if (recorded.Message is not PlanTemplateSet set)
            throw new UnreachableException($"{template.Name} has an event that no template can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        var root = template.Root;
        root.Phases.Clear();
        root.Tasks.Clear();
        root.Milestones.Clear();
        root.MergeFrom(Of(set, template.Name));
    }

    /// <summary>Only what a caller may say of a task.</summary>
    internal static PlanTask Described(PlanTask given) => new()
    {
        TaskId = given.TaskId,
        PhaseId = given.PhaseId,
        DisplayName = given.DisplayName,
        Item = given.Item,
        Workstream = given.Workstream,
        OwnerId = given.OwnerId,
        WorkingDayCount = given.WorkingDayCount,
        StartDate = given.StartDate?.Clone(),
        DependsOn = { given.DependsOn },
        Optional = given.Optional,
    };

    /// <summary>Only what a caller may say of a milestone.</summary>
    internal static Milestone Described(Milestone given) => new()
    {
        MilestoneId = given.MilestoneId,
        DisplayName = given.DisplayName,
        GateOf = given.GateOf,
        DueDate = given.DueDate?.Clone(),
        After = given.After,
        Measures = { given.Measures.Clone() },
        Requirements = { given.Requirements },
        Forerunners = { given.Forerunners },
    };

    /// <summary>A template has no days: they follow from the start of each plan.</summary>
    private static PlanTask Undated(PlanTask given)
    {
        var task = Described(given);
        task.StartDate = null;
        return task;
    }

    private static Milestone Undated(Milestone given)
    {
        var milestone = Described(given);
        milestone.DueDate = null;
        return milestone;
    }

    private static PlanTemplate Of(PlanTemplateSet set, string name) => new()
    {
        Name = name,
        DisplayName = set.DisplayName,
        Unit = set.Unit,
        Phases = { set.Phases.Clone() },
        Tasks = { set.Tasks.Clone() },
        Milestones = { set.Milestones.Clone() },
    };

    private static PlanTemplateSet Of(PlanTemplate template) =>
        new() { DisplayName = template.DisplayName, Unit = template.Unit, Phases = { template.Phases }, Tasks = { template.Tasks }, Milestones = { template.Milestones } };
}
