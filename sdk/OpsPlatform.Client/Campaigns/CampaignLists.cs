using Grpc.Core;
using OpsPlatform.Campaigns.V1;

namespace OpsPlatform.Client;

/// <summary>The lists of <see cref="CampaignService"/> as enumerations; see <see cref="Lists"/> for how pages are read.</summary>
public static class CampaignLists
{
    /// <summary>The campaigns of a workspace.</summary>
    public static IAsyncEnumerable<Campaign> EnumerateCampaignsAsync(
        this CampaignService.CampaignServiceClient campaigns, ListCampaignsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(campaigns.ListCampaignsAsync, request, page => page.Campaigns, options, cancellationToken);
}
