using System.CommandLine;

namespace OpsPlatform.Cli.Incidents;

/// <summary>`ops incidents`: what goes wrong, and whether it is seen to in time.</summary>
internal sealed class IncidentsCommand : Command
{
    internal IncidentsCommand()
        : base("incidents", "What goes wrong, and whether it is seen to in time.")
    {
        Add(new Report());
        Add(new Resolve());
        Add(new Get());
        Add(new List());
    }
}
