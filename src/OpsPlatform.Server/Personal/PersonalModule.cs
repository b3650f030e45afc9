using Microsoft.Extensions.Options;

namespace OpsPlatform.Server.Personal;

/// <summary>What is needed to keep personal data sealed.</summary>
internal static class PersonalModule
{
    public static IServiceCollection AddPersonal(this IServiceCollection services, IConfiguration configuration, Nouns nouns)
    {
        services.AddOptions<PersonalOptions>().Bind(configuration.GetSection(PersonalOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PersonalOptions>, PersonalOptionsValidation>();
        services.AddSingleton(new PersonalFields([.. nouns.Services.SelectMany(service => service.Methods).SelectMany(method => new[] { method.InputType, method.OutputType }), .. nouns.Events, .. nouns.Documents]));
        services.AddSingleton<SubjectKeyCache>();
        services.AddSingleton<SubjectKeys>();
        services.AddSingleton<PersonalData>();
        services.AddSingleton<Seals>();
        return services;
    }
}
