using System.CommandLine;

namespace OpsPlatform.Cli.ReviewChains;

/// <summary>`ops review-chains`: the stages that contents pass before they are approved.</summary>
internal sealed class ReviewChainsCommand : Command
{
    internal ReviewChainsCommand()
        : base("review-chains", "The stages that contents pass before they are approved.")
    {
        Add(new Set());
        Add(new Get());
        Add(new List());
    }
}
