using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsPlatform.Client;
using OpsPlatform.Client.Internal;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Brings the client into an application's services.</summary>
public static class OpsPlatformServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="OpsPlatformClient"/> as a singleton. Its options are the usual ones: besides <paramref name="configure"/>,
    /// <c>services.Configure&lt;OpsPlatformClientOptions&gt;(configuration.GetSection("OpsPlatform"))</c> fills them. Logging and
    /// <see cref="TimeProvider"/> come from the services where the options do not name them. A host checks the options at its start.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options in code.</param>
    public static IServiceCollection AddOpsPlatform(this IServiceCollection services, Action<OpsPlatformClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<OpsPlatformClientOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        options.PostConfigure<IServiceProvider>((settings, provider) =>
        {
            settings.LoggerFactory ??= provider.GetService<ILoggerFactory>();
            settings.TimeProvider ??= provider.GetService<TimeProvider>();
        });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OpsPlatformClientOptions>, OptionsRules>());
        services.TryAddSingleton(provider => new OpsPlatformClient(provider.GetRequiredService<IOptions<OpsPlatformClientOptions>>().Value));
        return services;
    }
}
