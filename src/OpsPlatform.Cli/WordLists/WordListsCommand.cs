using System.CommandLine;

namespace OpsPlatform.Cli.WordLists;

/// <summary>`ops word-lists`: the words that contents must not have, or that a person has to look at.</summary>
internal sealed class WordListsCommand : Command
{
    internal WordListsCommand()
        : base("word-lists", "The words that contents must not have, or that a person has to look at.")
    {
        Add(new Set());
        Add(new Get());
        Add(new GetVersion());
        Add(new List());
    }
}
