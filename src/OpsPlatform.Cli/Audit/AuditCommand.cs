using System.CommandLine;
using OpsPlatform.Cli.Store;

namespace OpsPlatform.Cli.Audit;

/// <summary>`ops audit`: who has done what, and the proof of it.</summary>
internal sealed class AuditCommand : Command
{
    internal AuditCommand()
        : base("audit", "Who has done what in a workspace, when and from where, and what it changed.")
    {
        Add(new List());
        Add(new Get());
        Add(new Export());
        Add(new Verify());
    }
}
