using System.CommandLine;

namespace OpsPlatform.Cli.Policies;

/// <summary>`ops policies`: which writes need a second principal.</summary>
internal sealed class PoliciesCommand : Command
{
    internal PoliciesCommand()
        : base("policies", "Which writes of a workspace need a second principal.")
    {
        Add(new Set());
        Add(new Delete());
        Add(new Get());
        Add(new List());
    }
}
