using OpsPlatform.Domain.Erasures;
using OpsPlatform.Erasures.V1;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Erasures;

/// <summary>What erasures bring to the server.</summary>
internal static class ErasureModule
{
    public static Nouns AddErasures(this Nouns nouns, IServiceCollection services)
    {
        Nouns.AddAggregate(services, new AggregateType<Erasure>(ErasureDecider.Evolve, _ => null));
        services.AddSingleton<ErasureLedger>();
        services.AddSingleton<ErasureCertificates>();
        services.AddSingleton<ErasureCommand>();
        services.AddHostedService<ErasureReplay>();
        return nouns.Add<ErasureService>(services, OpsPlatform.Erasures.V1.ErasureService.Descriptor, ErasuresEventsReflection.Descriptor, Erasure.Descriptor);
    }
}
