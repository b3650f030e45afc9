using System.CommandLine;

namespace OpsPlatform.Cli.Metrics;

/// <summary>`ops metrics`: what there is to measure first, then what was measured.</summary>
internal sealed class MetricsCommand : Command
{
    internal MetricsCommand()
        : base("metrics", "What happened on accounts, day by day.")
    {
        Add(new List());
        Add(new Get());
        Add(new Create());
        Add(new Update());
        Add(new Delete());
        Add(new Undelete());
        Add(new Record());
        Add(new Import());
        Add(new Batches());
        Add(new Quarantine());
        Add(new Release());
        Add(new Query());
        Add(new Scorecard());
        Add(new Funnel());
        Add(new Quality());
        Add(new Esg());
    }
}
