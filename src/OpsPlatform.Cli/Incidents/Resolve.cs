using Grpc.Core;
using OpsPlatform.Alerts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Incidents;

internal sealed class Resolve() : RpcCommand<ResolveIncidentRequest, Incident>(
    "resolve",
    "Say that an incident is over, and what was said or done about it.",
    [
        new("name", "The incident."),
        new("statement", "What was said or done about it."),
        new("resolve_time", "When it was over. Default: now."),
        new("negative_share_bps", "The share of negative comments, in basis points, where it was measured."),
    ],
    "ops incidents resolve shop-down --statement 'Moved to the other site'",
    "ops incidents resolve false-price --statement 'We have apologised' --negative-share-bps 800")
{
    protected override AsyncUnaryCall<Incident> Call(OpsPlatformClient client, ResolveIncidentRequest request, CallOptions options) =>
        client.Risks.ResolveIncidentAsync(request, options);
}
