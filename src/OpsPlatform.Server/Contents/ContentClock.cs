using OpsPlatform.Contents.V1;
using OpsPlatform.Domain.Contents;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Contents;

/// <summary>Tells when a review's stage, a slot or a takedown has run out of time.</summary>
internal sealed class ContentClock(PostgresEventStore store, CommandRunner<Content> commands, TimeProvider time, ILogger<ContentClock> log)
    : DueWork<Content>(store, time, log)
{
    protected override Task ActAsync(string workspace, string stream, IReadOnlyList<string> children, CancellationToken cancellation) =>
        commands.Run(workspace, stream, [], ContentDecider.Tick, cancellation);
}
