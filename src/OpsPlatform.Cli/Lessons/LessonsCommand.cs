using System.CommandLine;

namespace OpsPlatform.Cli.Lessons;

/// <summary>`ops lessons`: what was learned, and what becomes of it.</summary>
internal sealed class LessonsCommand : Command
{
    internal LessonsCommand()
        : base("lessons", "What was learned in campaigns.")
    {
        Add(new Create());
        Add(new List());
        Add(new Search());
        Add(new Get());
        Add(new Update());
        Add(new Advance());
        Add(new Recur());
        Add(new Use());
        Add(new Review());
        Add(new Flag());
        Add(new Report());
    }
}
