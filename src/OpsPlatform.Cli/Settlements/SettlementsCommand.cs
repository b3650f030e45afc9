using System.CommandLine;

namespace OpsPlatform.Cli.Settlements;

/// <summary>`ops settlements`: what suppliers are owed, line by line.</summary>
internal sealed class SettlementsCommand : Command
{
    internal SettlementsCommand()
        : base("settlements", "What suppliers are owed, and why.")
    {
        Add(new Compute());
        Add(new List());
        Add(new Get());
        Add(new Replay());
        Add(new Correct());
        Add(new Pay());
    }
}
