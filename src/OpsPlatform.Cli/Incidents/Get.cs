using Grpc.Core;
using OpsPlatform.Alerts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Incidents;

internal sealed class Get() : RpcCommand<GetIncidentRequest, Incident>(
    "get",
    "Show an incident.",
    [new("name", "The incident.")],
    "ops incidents get shop-down")
{
    protected override AsyncUnaryCall<Incident> Call(OpsPlatformClient client, GetIncidentRequest request, CallOptions options) =>
        client.Risks.GetIncidentAsync(request, options);
}
