using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Budgets;

/// <summary>Gives the money of expired reservations back to their lines.</summary>
internal sealed class ReservationExpiry(PostgresEventStore store, CommandRunner<Budget> commands, TimeProvider time, ILogger<ReservationExpiry> log)
    : DueWork<Reservation>(store, time, log)
{
    private readonly ILogger _log = log;

    protected override async Task ActAsync(string workspace, string stream, IReadOnlyList<string> children, CancellationToken cancellation)
    {
        var command = new ExpireReservations([.. children.Select(child => child[(child.IndexOf('/') + 1)..])]);
        await commands.Run(workspace, stream, children, (budget, context) => BudgetDecider.Expire(budget, command, context), cancellation);
        ServerLog.ReservationsExpired(_log, children.Count, stream, workspace);
    }
}
