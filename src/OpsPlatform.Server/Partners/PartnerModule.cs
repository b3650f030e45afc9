using OpsPlatform.Domain.Partners;
using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Partners;

/// <summary>What workspaces, partners, their clients and roles bring to the server.</summary>
internal static class PartnerModule
{
    public static Nouns AddPartners(this Nouns nouns, IServiceCollection services)
    {
        Nouns.AddAggregate(services, new AggregateType<Workspace>(WorkspaceDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<Partner>(PartnerDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<Client>(ClientDecider.Evolve, _ => null, Grant.Descriptor, ClientSecretHash.Descriptor));
        Nouns.AddAggregate(services, new AggregateType<Role>(RoleDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<Quota>(QuotaDecider.Evolve, _ => null));
        services.AddSingleton<Grantable>();
        Nouns.AddBuiltIns(services, BuiltInRoles.All);
        services.AddSingleton<UsageQuery>();
        services.AddSingleton<CallerQuery>();
        return nouns.Add<PartnerService>(
            services,
            OpsPlatform.Partners.V1.PartnerService.Descriptor,
            PartnersEventsReflection.Descriptor,
            Workspace.Descriptor,
            Partner.Descriptor,
            Client.Descriptor,
            ClientSecretHash.Descriptor,
            Grant.Descriptor,
            Role.Descriptor,
            Quota.Descriptor);
    }
}
