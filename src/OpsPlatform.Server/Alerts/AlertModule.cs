using Google.Protobuf;
using OpsPlatform.Alerts.V1;
using OpsPlatform.Domain.Alerts;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Alerts;

/// <summary>What incidents bring to the server.</summary>
internal static class AlertModule
{
    public static Nouns AddAlerts(this Nouns nouns, IServiceCollection services)
    {
        Nouns.AddAggregate(services, new AggregateType<Incident>(IncidentDecider.Evolve, DueTime));
        services.AddHostedService<IncidentClock>();
        return nouns.Add<RiskService>(services, OpsPlatform.Alerts.V1.RiskService.Descriptor, AlertsEventsReflection.Descriptor, Incident.Descriptor);
    }

    private static DateTimeOffset? DueTime(IMessage document) => document is Incident incident ? IncidentDecider.DueTime(incident) : null;
}
