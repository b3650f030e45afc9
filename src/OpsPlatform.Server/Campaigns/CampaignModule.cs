using Google.Protobuf;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Campaigns;

/// <summary>What campaigns bring to the server.</summary>
internal static class CampaignModule
{
    public static Nouns AddCampaigns(this Nouns nouns, IServiceCollection services)
    {
        Nouns.AddAggregate(services, new AggregateType<Campaign>(CampaignDecider.Evolve, DueTime, Experiment.Descriptor));
        Nouns.AddAggregate(services, new AggregateType<PlanTemplate>(PlanTemplateDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<Lesson>(LessonDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<KnowledgeChange>(KnowledgeChangeDecider.Evolve, _ => null));
        Nouns.AddBuiltIns(services, BuiltInPlanTemplates.All);
        services.AddSingleton<LessonQuery>().AddSingleton<KnowledgeChanges>();
        services.AddHostedService<ProgressWatch>();
        services.AddSingleton<IPreflightCheck, BudgetPreflight>().AddSingleton<IPreflightCheck, AccountPreflight>()
            .AddSingleton<IPreflightCheck, SupplierPreflight>().AddSingleton<IPreflightCheck, ContentPreflight>().AddSingleton<PreflightQuery>();
        return nouns.Add<CampaignService>(
            services, OpsPlatform.Campaigns.V1.CampaignService.Descriptor, CampaignsEventsReflection.Descriptor, Campaign.Descriptor, Experiment.Descriptor, PlanTemplate.Descriptor, Lesson.Descriptor, KnowledgeChange.Descriptor);
    }

    private static DateTimeOffset? DueTime(IMessage document) => document is Campaign { Warning.NextCheckTime: { } next } ? next.ToDateTimeOffset() : null;
}
