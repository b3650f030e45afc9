using System.CommandLine;

namespace OpsPlatform.Cli.FunnelModels;

/// <summary>`ops funnel-models`: the stages that people go through.</summary>
internal sealed class FunnelModelsCommand : Command
{
    internal FunnelModelsCommand()
        : base("funnel-models", "Stages of funnels, built-in and your own.")
    {
        Add(new List());
        Add(new Get());
        Add(new Set());
        Add(new Delete());
    }
}
