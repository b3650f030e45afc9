using System.CommandLine;

namespace OpsPlatform.Cli.Scorecards;

/// <summary>`ops scorecards`: what suppliers are evaluated by.</summary>
internal sealed class ScorecardsCommand : Command
{
    internal ScorecardsCommand()
        : base("scorecards", "The criteria that suppliers are evaluated by.")
    {
        Add(new Set());
        Add(new List());
        Add(new Get());
    }
}
