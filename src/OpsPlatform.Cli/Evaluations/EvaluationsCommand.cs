using System.CommandLine;

namespace OpsPlatform.Cli.Evaluations;

/// <summary>`ops evaluations`: what came of periods that are over.</summary>
internal sealed class EvaluationsCommand : Command
{
    internal EvaluationsCommand()
        : base("evaluations", "What came of months, quarters and years, and what follows.")
    {
        Add(new List());
        Add(new Get());
        Add(new Record());
        Add(new Close());
    }
}
