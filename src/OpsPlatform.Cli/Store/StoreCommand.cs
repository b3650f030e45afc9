using System.CommandLine;

namespace OpsPlatform.Cli.Store;

/// <summary>`ops store`: what an operator asks of the event store of a workspace: its projections, and the proof that it holds what was stored.</summary>
internal sealed class StoreCommand : Command
{
    internal StoreCommand()
        : base("store", "The event store of a workspace: its projections, exports, and the proof that nobody has changed it.")
    {
        Add(new Projections());
        Add(new GetProjection());
        Add(new Rebuild());
        Add(new Retry());
        Add(new Export());
        Add(new Verify());
        Add(new GetCheckpoint());
    }
}
