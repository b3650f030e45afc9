using System.CommandLine;

namespace OpsPlatform.Cli.Goals;

/// <summary>`ops goals`: what a year is to bring.</summary>
internal sealed class GoalsCommand : Command
{
    internal GoalsCommand()
        : base("goals", "Goals of a year and their quarters.")
    {
        Add(new List());
        Add(new Get());
        Add(new Create());
        Add(new Propose());
        Add(new Approve());
        Add(new Reject());
    }
}
