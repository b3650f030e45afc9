using System.CommandLine;

namespace OpsPlatform.Cli.Experiments;

/// <summary>`ops experiments`: what is tried on a part before it is made for all.</summary>
internal sealed class ExperimentsCommand : Command
{
    internal ExperimentsCommand()
        : base("experiments", "Changes that campaigns try on a part before they are made for all.")
    {
        Add(new Create());
        Add(new List());
        Add(new Get());
        Add(new Record());
        Add(new Conclude());
        Add(new RollOut());
        Add(new Stop());
    }
}
