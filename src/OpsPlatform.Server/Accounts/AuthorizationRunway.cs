using OpsPlatform.Accounts.V1;
using OpsPlatform.Domain.Accounts;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Accounts;

/// <summary>Tells when authorizations are about to run out, and when they have.</summary>
internal sealed class AuthorizationRunway(PostgresEventStore store, CommandRunner<Account> commands, TimeProvider time, ILogger<AuthorizationRunway> log)
    : DueWork<Account>(store, time, log)
{
    protected override Task ActAsync(string workspace, string stream, IReadOnlyList<string> children, CancellationToken cancellation) =>
        commands.Run(workspace, stream, [], AccountDecider.Notice, cancellation);
}
