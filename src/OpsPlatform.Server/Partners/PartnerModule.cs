using OpsPlatform.Domain.Partners;
using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Partners;

/// <summary>What workspaces, partners, their clients and roles bring to the server.</summary>
internal static class PartnerModule
{
    public static Nouns AddPartners(this Nouns nouns, IServiceCollection services)
    {
        services.AddSingleton(new AggregateType<Workspace>(WorkspaceDecider.Evolve, _ => null));
        services.AddSingleton(new AggregateType<Partner>(PartnerDecider.Evolve, _ => null));
        services.AddSingleton(new AggregateType<Client>(ClientDecider.Evolve, _ => null, Grant.Descriptor, ClientSecretHash.Descriptor));
        services.AddSingleton(new AggregateType<Role>(RoleDecider.Evolve, _ => null));
        services.AddSingleton<CommandRunner<Workspace>>();
        services.AddSingleton<CommandRunner<Partner>>();
        services.AddSingleton<CommandRunner<Client>>();
        services.AddSingleton<CommandRunner<Role>>();
        services.AddSingleton<RoleQuery>();
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
            Role.Descriptor);
    }
}
