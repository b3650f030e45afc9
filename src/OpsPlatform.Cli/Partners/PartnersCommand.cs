using System.CommandLine;

namespace OpsPlatform.Cli.Partners;

/// <summary>`ops partners`: the companies that programs call for.</summary>
internal sealed class PartnersCommand : Command
{
    internal PartnersCommand()
        : base("partners", "The companies whose programs call the platform.")
    {
        Add(new Create());
        Add(new Get());
        Add(new List());
        Add(new Suspend());
        Add(new Resume());
    }
}
