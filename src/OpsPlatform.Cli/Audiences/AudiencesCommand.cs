using System.CommandLine;

namespace OpsPlatform.Cli.Audiences;

/// <summary>`ops audiences`: how many users are in each stage.</summary>
internal sealed class AudiencesCommand : Command
{
    internal AudiencesCommand()
        : base("audiences", "How many users are in each stage of their lifecycle.")
    {
        Add(new List());
        Add(new Get());
        Add(new Record());
        Add(new AssessGrowthPath());
        Add(new PlanMembership());
    }
}
