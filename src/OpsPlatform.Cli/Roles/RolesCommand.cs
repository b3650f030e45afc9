using System.CommandLine;

namespace OpsPlatform.Cli.Roles;

/// <summary>`ops roles`: sets of permissions, built-in and of a workspace's own.</summary>
internal sealed class RolesCommand : Command
{
    internal RolesCommand()
        : base("roles", "The roles of a workspace: the built-in ones and its own.")
    {
        Add(new Set());
        Add(new Delete());
        Add(new Get());
        Add(new List());
    }
}
