using System.CommandLine;

namespace OpsPlatform.Cli.Platforms;

/// <summary>`ops platforms`: where accounts are.</summary>
internal sealed class PlatformsCommand : Command
{
    internal PlatformsCommand()
        : base("platforms", "The platforms that accounts can be on.")
    {
        Add(new List());
        Add(new Get());
        Add(new Set());
    }
}
