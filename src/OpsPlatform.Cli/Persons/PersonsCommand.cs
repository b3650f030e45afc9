using System.CommandLine;

namespace OpsPlatform.Cli.Persons;

/// <summary>`ops persons`: what answers mask, and who was shown it.</summary>
internal sealed class PersonsCommand : Command
{
    internal PersonsCommand()
        : base("persons", "What is personal, in clear, and the records of who was shown it.")
    {
        Add(new Reveal());
        Add(new Reveals());
        Add(new GetReveal());
    }
}
