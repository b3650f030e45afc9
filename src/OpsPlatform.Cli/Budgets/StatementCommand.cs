using System.CommandLine;

namespace OpsPlatform.Cli.Budgets;

/// <summary>`ops budgets statement`: a budget's account of itself, for those who have no `ops`.</summary>
internal sealed class StatementCommand : Command
{
    internal StatementCommand()
        : base("statement", "A budget's statement, to hand on.") => Add(new ExportStatement());
}
