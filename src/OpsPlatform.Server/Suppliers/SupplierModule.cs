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
        Nouns.AddAggregate(services, new AggregateType<QuoteRequest>(QuoteDecider.Evolve, DueTime, SealedQuote.Descriptor));
        Nouns.AddAggregate(services, new AggregateType<Agreement>(AgreementDecider.Evolve, DueTime));
        Nouns.AddAggregate(services, new AggregateType<Order>(OrderDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<OrderLimit>(OrderLimitDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<Settlement>(SettlementDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<SettledDays>(SettledDaysDecider.Evolve, _ => null));
        services.AddSingleton<SettlementQuery>();
        services.AddHostedService<QualificationExpiry>();
        services.AddHostedService<QuoteOpening>();
        services.AddHostedService<AgreementExpiry>();
        return nouns.Add<SupplierService>(
            services,
            OpsPlatform.Suppliers.V1.SupplierService.Descriptor,
            SuppliersEventsReflection.Descriptor,
            Supplier.Descriptor,
            SupplierContact.Descriptor,
            Exchange.Descriptor,
            SupplierScorecard.Descriptor,
            QuoteRequest.Descriptor,
            SealedQuote.Descriptor,
            Agreement.Descriptor,
            Order.Descriptor,
            OrderLimit.Descriptor,
            Settlement.Descriptor,
            SettledDays.Descriptor);
    }

    private static DateTimeOffset? DueTime(IMessage document) => document switch
    {
        Supplier { NextExpireTime: { } next } => next.ToDateTimeOffset(),
        QuoteRequest { State: QuoteRequest.Types.State.Collecting } quotes => quotes.DeadlineTime.ToDateTimeOffset(),
        Agreement { State: Agreement.Types.State.Active } agreement => AgreementDecider.End(agreement),
        _ => null,
    };
}
