using System.CommandLine;

namespace OpsPlatform.Cli.Erasures;

/// <summary>`ops erasures`: who was erased, and the proof of it.</summary>
internal sealed class ErasuresCommand : Command
{
    internal ErasuresCommand()
        : base("erasures", "Erasures of persons, with their certificates.")
    {
        Add(new Create());
        Add(new Get());
        Add(new List());
    }
}
