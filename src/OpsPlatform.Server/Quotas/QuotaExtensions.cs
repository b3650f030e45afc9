using Microsoft.Extensions.Options;

namespace OpsPlatform.Server.Quotas;

/// <summary>Puts the quotas into the host.</summary>
internal static class QuotaExtensions
{
    public static IServiceCollection AddQuotas(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<QuotaOptions>().Bind(configuration.GetSection(QuotaOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<QuotaOptions>, QuotaOptionsValidation>();
        return services.AddSingleton<QuotaBook>().AddHostedService<QuotaWork>().AddHostedService<UsageCleanup>();
    }
}
