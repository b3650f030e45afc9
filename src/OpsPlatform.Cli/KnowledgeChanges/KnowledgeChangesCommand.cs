using System.CommandLine;

namespace OpsPlatform.Cli.KnowledgeChanges;

/// <summary>`ops knowledge-changes`: what has changed outside, so that lessons have to be reviewed.</summary>
internal sealed class KnowledgeChangesCommand : Command
{
    internal KnowledgeChangesCommand()
        : base("knowledge-changes", "What has changed outside, so that lessons have to be reviewed.")
    {
        Add(new Report());
        Add(new Get());
        Add(new List());
    }
}
