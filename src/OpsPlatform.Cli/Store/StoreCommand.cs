using System.CommandLine;

namespace OpsPlatform.Cli.Store;

/// <summary>`ops store`: what an operator asks of the event store of a workspace.</summary>
internal sealed class StoreCommand : Command
{
    internal StoreCommand()
        : base("store", "The event store of a workspace: its projections.")
    {
        Add(new Projections());
        Add(new GetProjection());
        Add(new Rebuild());
        Add(new Retry());
    }
}
