using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Campaigns;

/// <summary>Tells when campaigns fall behind their plans, and when they have caught up.</summary>
internal sealed class ProgressWatch(PostgresEventStore store, CommandRunner<Campaign> commands, TimeProvider time, ILogger<ProgressWatch> log)
    : DueWork<Campaign>(store, time, log)
{
    protected override Task ActAsync(string workspace, string stream, IReadOnlyList<string> children, CancellationToken cancellation) =>
        commands.Run(workspace, stream, [], CampaignDecider.Judge, cancellation);
}
