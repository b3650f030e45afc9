using Grpc.Core;
using OpsPlatform.Campaigns.V1;

namespace OpsPlatform.Server.Campaigns;

/// <summary>What stands between a campaign and its start beside what the campaign tells by itself.</summary>
internal sealed class PreflightQuery(IEnumerable<IPreflightCheck> checks)
{
    public async Task<IReadOnlyList<PreflightFinding>> FindAsync(ServerCallContext context, Campaign campaign) =>
        [.. (await Task.WhenAll(checks.Select(check => check.FindAsync(context, campaign)))).SelectMany(findings => findings)];
}
