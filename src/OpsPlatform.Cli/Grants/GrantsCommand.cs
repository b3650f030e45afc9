using System.CommandLine;

namespace OpsPlatform.Cli.Grants;

/// <summary>`ops grants`: what each client may do where.</summary>
internal sealed class GrantsCommand : Command
{
    internal GrantsCommand()
        : base("grants", "What each client may do in which workspace.")
    {
        Add(new Grant());
        Add(new Revoke());
        Add(new Get());
        Add(new List());
    }
}
