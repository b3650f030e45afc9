using OpsPlatform.Domain.Suppliers;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Suppliers;

/// <summary>Tells when documents of suppliers have run out.</summary>
internal sealed class QualificationExpiry(PostgresEventStore store, CommandRunner<Supplier> commands, TimeProvider time, ILogger<QualificationExpiry> log)
    : DueWork<Supplier>(store, time, log)
{
    protected override Task ActAsync(string workspace, string stream, IReadOnlyList<string> children, CancellationToken cancellation) =>
        commands.Run(workspace, stream, [], SupplierDecider.Expire, cancellation);
}
