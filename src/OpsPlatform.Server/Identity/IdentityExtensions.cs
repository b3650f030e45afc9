using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace OpsPlatform.Server.Identity;

/// <summary>Puts the token service into the host. It needs the event store there, which knows <see cref="IdentityDocuments.Types"/>.</summary>
internal static class IdentityExtensions
{
    public static IServiceCollection AddIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IdentityOptions>().Bind(configuration.GetSection(IdentityOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<IdentityOptions>, IdentityOptionsValidation>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IdentityDocuments>();
        services.AddSingleton<ClientSecrets>();
        services.AddSingleton<Clients>();
        services.AddSingleton<KnownClients>();
        services.AddSingleton<KnownWorkspaces>();
        services.AddSingleton<AccessControl>();
        services.AddSingleton<KeyProtection>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<Issuer>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<ClientAssertions>();
        services.AddSingleton<FailedAttempts>();
        services.AddSingleton<ClientAuthentication>();
        services.AddSingleton<Revocations>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<IntrospectionEndpoint>();
        services.AddSingleton<RevocationEndpoint>();
        services.AddSingleton<Discovery>();
        services.AddSingleton<TokenValidation>();
        if (configuration.GetSection(IdentityOptions.Section)[nameof(IdentityOptions.Authority)] is null)
            services.AddSingleton<ITokenIssuer, OwnIssuer>().AddHostedService<IdentityStart>();
        else
            services.AddSingleton<ITokenIssuer, ExternalIssuer>();
        return services;
    }

    /// <summary>The endpoints of the built-in token service; when an outside issuer is configured, only the keys that sign checkpoints.</summary>
    public static IEndpointRouteBuilder MapIdentity(this IEndpointRouteBuilder endpoints)
    {
        var discovery = endpoints.ServiceProvider.GetRequiredService<Discovery>();
        endpoints.MapGet(Discovery.Paths.CheckpointKeys, (Delegate)discovery.CheckpointKeysAsync);
        if (endpoints.ServiceProvider.GetRequiredService<IOptions<IdentityOptions>>().Value.Authority is not null)
            return endpoints;

        MapClientEndpoint<TokenEndpoint>(endpoints, Discovery.Paths.Token);
        MapClientEndpoint<IntrospectionEndpoint>(endpoints, Discovery.Paths.Introspection);
        MapClientEndpoint<RevocationEndpoint>(endpoints, Discovery.Paths.Revocation);
        endpoints.MapGet(Discovery.Paths.Keys, (Delegate)discovery.KeysAsync);
        endpoints.MapGet(Discovery.Paths.OpenIdConfiguration, discovery.Describe);
        endpoints.MapGet(Discovery.Paths.ServerMetadata, discovery.Describe);
        return endpoints;
    }

    // For every method: gRPC has a route for whatever looks like a service and a method, which would answer the other ones with 404.
    private static void MapClientEndpoint<T>(IEndpointRouteBuilder endpoints, string path)
        where T : ClientEndpoint => endpoints.Map(path, (Delegate)endpoints.ServiceProvider.GetRequiredService<T>().AnswerAsync);
}
