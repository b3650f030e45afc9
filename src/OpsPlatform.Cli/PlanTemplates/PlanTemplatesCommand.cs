using System.CommandLine;

namespace OpsPlatform.Cli.PlanTemplates;

/// <summary>`ops plan-templates`: what plans are made from.</summary>
internal sealed class PlanTemplatesCommand : Command
{
    internal PlanTemplatesCommand()
        : base("plan-templates", "What the plans of campaigns are made from.")
    {
        Add(new List());
        Add(new Get());
        Add(new Set());
    }
}
