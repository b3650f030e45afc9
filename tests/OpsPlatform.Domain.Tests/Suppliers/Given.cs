using Google.Protobuf;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Domain.Tests.Suppliers;

/// <summary>States that decisions begin from, made as the platform makes them: out of events.</summary>
internal static class Given
{
    public static readonly DecisionContext Context = new(new DateTimeOffset(2026, 3, 12, 8, 0, 0, TimeSpan.Zero), "users/ann", "made", () => "made");

    public static Aggregate<Supplier> Supplier(string name, params Func<Aggregate<Supplier>, IEnumerable<IMessage>>[] decisions) =>
        From(new Aggregate<Supplier>(name), SupplierDecider.Evolve, [_ => [new SupplierCreated { Supplier = new Supplier { DisplayName = "Starlight", Category = SupplierCategory.ContentProduction, Member = SupplierMember.McnAgency } }], .. decisions]);

    /// <summary>One that gets business.</summary>
    public static Aggregate<Supplier> Active(string name, params Func<Aggregate<Supplier>, IEnumerable<IMessage>>[] decisions) => Supplier(name, [
        supplier => SupplierDecider.AddQualification(supplier, new() { DocumentId = "licence", Title = "Licence" }, Context),
        supplier => SupplierDecider.Qualify(supplier, new(), Context),
        .. decisions,
    ]);

    public static Aggregate<T> From<T>(Aggregate<T> aggregate, Action<Aggregate<T>, Recorded> evolve, params Func<Aggregate<T>, IEnumerable<IMessage>>[] decisions)
        where T : class, IMessage<T>, new()
    {
        foreach (var decide in decisions)
        {
            foreach (var message in decide(aggregate).ToArray())
                aggregate.Apply(new Recorded(message, aggregate.Version + 1, Context.Time), evolve);
        }

        return aggregate;
    }
}
