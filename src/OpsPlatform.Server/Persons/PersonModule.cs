using OpsPlatform.Domain.Persons;
using OpsPlatform.EventStore;
using OpsPlatform.Persons.V1;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Personal;

namespace OpsPlatform.Server.Persons;

/// <summary>What the revealing of persons brings to the server.</summary>
internal static class PersonModule
{
    public static Nouns AddPersons(this Nouns nouns, IServiceCollection services)
    {
        Nouns.AddAggregate(services, new AggregateType<Reveal>(RevealDecider.Evolve, _ => null));
        services.AddSingleton(provider => new PersonalResources(nouns.Documents, provider.GetRequiredService<PersonalFields>(), provider.GetRequiredService<PostgresEventStore>()));
        return nouns.Add<PersonService>(services, OpsPlatform.Persons.V1.PersonService.Descriptor, PersonsEventsReflection.Descriptor, Reveal.Descriptor);
    }
}
