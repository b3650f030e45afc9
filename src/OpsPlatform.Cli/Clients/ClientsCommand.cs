using System.CommandLine;

namespace OpsPlatform.Cli.Clients;

/// <summary>`ops clients`: the programs that call, and their secrets.</summary>
internal sealed class ClientsCommand : Command
{
    internal ClientsCommand()
        : base("clients", "The programs that call the platform, and their secrets.")
    {
        Add(new Create());
        Add(new Get());
        Add(new List());
        Add(new AddSecret());
        Add(new RemoveSecret());
        Add(new AddKey());
        Add(new RemoveKey());
        Add(new Suspend());
        Add(new Resume());
        Add(new Usages());
    }
}
