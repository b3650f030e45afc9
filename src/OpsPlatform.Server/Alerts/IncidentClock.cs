using OpsPlatform.Alerts.V1;
using OpsPlatform.Domain.Alerts;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Alerts;

/// <summary>Tells when the time of an incident is over.</summary>
internal sealed class IncidentClock(PostgresEventStore store, CommandRunner<Incident> commands, TimeProvider time, ILogger<IncidentClock> log)
    : DueWork<Incident>(store, time, log)
{
    protected override Task ActAsync(string workspace, string stream, IReadOnlyList<string> children, CancellationToken cancellation) =>
        commands.Run(workspace, stream, [], IncidentDecider.Tick, cancellation);
}
