using System.CommandLine;

namespace OpsPlatform.Cli.KpiSets;

/// <summary>`ops kpi-sets`: what metrics are measured against.</summary>
internal sealed class KpiSetsCommand : Command
{
    internal KpiSetsCommand()
        : base("kpi-sets", "Targets of metrics, built-in and your own.")
    {
        Add(new List());
        Add(new Get());
        Add(new Create());
        Add(new Update());
        Add(new Delete());
        Add(new Undelete());
    }
}
