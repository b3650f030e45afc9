using Grpc.Core;
using OpsPlatform.Alerts.V1;

namespace OpsPlatform.Client;

/// <summary>The lists of <see cref="RiskService"/> as enumerations; see <see cref="Lists"/> for how pages are read.</summary>
public static class RiskLists
{
    /// <summary>The incidents of a workspace.</summary>
    public static IAsyncEnumerable<Incident> EnumerateIncidentsAsync(
        this RiskService.RiskServiceClient risks, ListIncidentsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(risks.ListIncidentsAsync, request, page => page.Incidents, options, cancellationToken);
}
