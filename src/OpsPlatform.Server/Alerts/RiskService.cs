using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Alerts.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain.Alerts;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Alerts;

/// <summary>One line for each rpc: the runner that serves it, and the decision that it takes.</summary>
internal sealed class RiskService(CommandRunner<Incident> incidents, QueryRunner queries) : OpsPlatform.Alerts.V1.RiskService.RiskServiceBase
{
    public override async Task<Incident> CreateIncident(CreateIncidentRequest request, ServerCallContext context)
    {
        if (request.Incident.Account.Length > 0)
            await queries.Named<Account>(context, request.Incident.Account, "incident.account");
        if (request.Incident.Content.Length > 0)
            await queries.Named<Content>(context, request.Incident.Content, "incident.content");
        return await incidents.Run(context, request, IncidentDecider.Report, incident => incident.Root);
    }

    public override Task<Incident> ResolveIncident(ResolveIncidentRequest request, ServerCallContext context) =>
        incidents.Run(context, request, IncidentDecider.Resolve, incident => incident.Root);

    public override Task<Incident> GetIncident(GetIncidentRequest request, ServerCallContext context) =>
        queries.Get<Incident>(context, request);

    public override Task<ListIncidentsResponse> ListIncidents(ListIncidentsRequest request, ServerCallContext context) =>
        queries.List<Incident, ListIncidentsResponse>(context, request);
}
