using System.CommandLine;

namespace OpsPlatform.Cli.LifecycleModels;

/// <summary>`ops lifecycle-models`: the stages that users are in.</summary>
internal sealed class LifecycleModelsCommand : Command
{
    internal LifecycleModelsCommand()
        : base("lifecycle-models", "Stages of users, built-in and your own.")
    {
        Add(new List());
        Add(new Get());
        Add(new Set());
        Add(new Delete());
    }
}
