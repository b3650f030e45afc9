using Google.Protobuf;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.Server.Commands;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Suppliers;

/// <summary>What suppliers bring to the server.</summary>
internal static class SupplierModule
{
    public static Nouns AddSuppliers(this Nouns nouns, IServiceCollection services)
    {
        Nouns.AddAggregate(services, new AggregateType<Supplier>(SupplierDecider.Evolve, DueTime, SupplierContact.Descriptor, Exchange.Descriptor));
        Nouns.AddAggregate(services, new AggregateType<SupplierScorecard>(ScorecardDecider.Evolve, _ => null));
        services.AddHostedService<QualificationExpiry>();
        return nouns.Add<SupplierService>(
            services,
            OpsPlatform.Suppliers.V1.SupplierService.Descriptor,
            SuppliersEventsReflection.Descriptor,
            Supplier.Descriptor,
            SupplierContact.Descriptor,
            Exchange.Descriptor,
            SupplierScorecard.Descriptor);
    }

    private static DateTimeOffset? DueTime(IMessage document) => document is Supplier { NextExpireTime: { } next } ? next.ToDateTimeOffset() : null;
}
