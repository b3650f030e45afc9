using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Campaigns;

/// <summary>What campaigns bring to the server.</summary>
internal static class CampaignModule
{
    public static Nouns AddCampaigns(this Nouns nouns, IServiceCollection services)
    {
        Nouns.AddAggregate(services, new AggregateType<Campaign>(CampaignDecider.Evolve, _ => null));
        return nouns.Add<CampaignService>(
            services, OpsPlatform.Campaigns.V1.CampaignService.Descriptor, CampaignsEventsReflection.Descriptor, Campaign.Descriptor);
    }
}
