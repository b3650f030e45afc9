using System.CommandLine;

namespace OpsPlatform.Cli.Quotas;

/// <summary>`ops quotas`: how much clients and workspaces may use.</summary>
internal sealed class QuotasCommand : Command
{
    internal QuotasCommand()
        : base("quotas", "How much clients and workspaces may use.")
    {
        Add(new Set());
        Add(new Get());
        Add(new List());
    }
}
