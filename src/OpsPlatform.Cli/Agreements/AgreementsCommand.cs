using System.CommandLine;

namespace OpsPlatform.Cli.Agreements;

/// <summary>`ops agreements`: agreements from draft to end.</summary>
internal sealed class AgreementsCommand : Command
{
    internal AgreementsCommand()
        : base("agreements", "What is agreed with suppliers.")
    {
        Add(new Create());
        Add(new List());
        Add(new Get());
        Add(new Sign());
        Add(new RecordLetter());
        Add(new Terminate());
    }
}
