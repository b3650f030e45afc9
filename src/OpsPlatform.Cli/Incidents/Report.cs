using Grpc.Core;
using OpsPlatform.Alerts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Incidents;

internal sealed class Report() : RpcCommand<CreateIncidentRequest, Incident>(
    "report",
    "Report an incident, and start the clock within which it has to be resolved.",
    [
        new("incident_id", "The id of the new incident. Default: one that the server makes."),
        new("incident.kind", "What it is; it sets the time."),
        new("incident.summary", "What has happened."),
        new("incident.account", "The account that it concerns."),
        new("incident.content", "The content that it concerns."),
        new("incident.occur_time", "When it happened. Default: now."),
    ],
    "ops incidents report --kind customer-message --summary 'Asks where the order is' --account channels-main",
    "ops incidents report shop-down --kind service-outage --summary 'The shop does not open' --occur-time 2026-04-01T12:00:00+08:00")
{
    protected override AsyncUnaryCall<Incident> Call(OpsPlatformClient client, CreateIncidentRequest request, CallOptions options) =>
        client.Risks.CreateIncidentAsync(request, options);
}
