using OpsPlatform.Domain.Suppliers;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Suppliers;

/// <summary>Lets agreements expire after their last day.</summary>
internal sealed class AgreementExpiry(PostgresEventStore store, CommandRunner<Agreement> commands, TimeProvider time, ILogger<AgreementExpiry> log)
    : DueWork<Agreement>(store, time, log)
{
    protected override Task ActAsync(string workspace, string stream, IReadOnlyList<string> children, CancellationToken cancellation) =>
        commands.Run(workspace, stream, [], AgreementDecider.Expire, cancellation);
}
