using System.CommandLine;

namespace OpsPlatform.Cli.Profiles;

/// <summary>`ops profiles`: the logins that are kept on this machine.</summary>
internal sealed class ProfilesCommand : Command
{
    internal ProfilesCommand()
        : base("profiles", "The logins that are kept on this machine.")
    {
        Add(new List());
        Add(new Use());
        Add(new Delete());
    }
}
