using System.CommandLine;

namespace OpsPlatform.Cli.Workspaces;

/// <summary>`ops workspaces`: the tenants of the platform.</summary>
internal sealed class WorkspacesCommand : Command
{
    internal WorkspacesCommand()
        : base("workspaces", "The workspaces of the platform: brands, or agencies for their own.")
    {
        Add(new Create());
        Add(new Get());
        Add(new List());
        Add(new Suspend());
        Add(new Resume());
    }
}
