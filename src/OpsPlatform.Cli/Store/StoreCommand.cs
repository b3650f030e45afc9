using System.CommandLine;

namespace OpsPlatform.Cli.Store;

/// <summary>`ops store`: what is stored, and the proof that it is what was stored.</summary>
internal sealed class StoreCommand : Command
{
    internal StoreCommand()
        : base("store", "What has happened: exports of it, and the proof that nobody has changed it.")
    {
        Add(new Export());
        Add(new Verify());
        Add(new GetCheckpoint());
    }
}
