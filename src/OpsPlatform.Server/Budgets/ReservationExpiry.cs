using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Budgets;

/// <summary>
/// Gives the money of expired reservations back to their lines. Every node does it: the store lets one of two that expire the same
/// reservation win, and the other finds nothing left to do.
/// </summary>
internal sealed class ReservationExpiry(PostgresEventStore store, CommandRunner<Budget> commands, TimeProvider time, ILogger<ReservationExpiry> log)
    : PeriodicWork(TimeSpan.FromSeconds(1), time, log)
{
    /// <summary>One append holds at most so many, and one turn finishes all that is due.</summary>
    private const int Slice = 500;

    private readonly TimeProvider _time = time;
    private readonly ILogger _log = log;

    public override async Task RunOnceAsync(CancellationToken cancellation)
    {
        IReadOnlyList<DueDocument<Reservation>> due;
        var failed = false;
        do
        {
            due = await store.ListDueAsync<Reservation>(_time.GetUtcNow(), Slice, cancellation);
            foreach (var budget in due.GroupBy(reservation => (reservation.Tenant, Name: ResourceName.Parse(reservation.Data.Name)!.Value.Stream)))
                failed |= !await TryExpire(budget.Key.Tenant, budget.Key.Name, [.. budget], cancellation);
        }
        while (due.Count == Slice && !failed);
    }

    /// <summary>A budget that cannot be worked on must not keep the others' money: it is tried again at the next turn.</summary>
    private async Task<bool> TryExpire(string workspace, string stream, DueDocument<Reservation>[] due, CancellationToken cancellation)
    {
        try
        {
            await Expire(workspace, stream, due, cancellation);
            return true;
        }
        catch (Exception e) when (e is not (OperationCanceledException or StoreUnavailableException or OutcomeUnknownException or StoreBusyException))
        {
            ServerLog.WorkFailed(_log, e, $"{nameof(ReservationExpiry)} of {stream} in {workspace}");
            return false;
        }
    }

    private async Task Expire(string workspace, string stream, DueDocument<Reservation>[] due, CancellationToken cancellation)
    {
        var children = due.Select(reservation => ResourceName.Parse(reservation.Data.Name)!.Value.Child).ToArray();
        var command = new ExpireReservations([.. children.Select(child => child[(child.IndexOf('/') + 1)..])]);
        await commands.Run(workspace, stream, children, (budget, context) => BudgetDecider.Expire(budget, command, context), cancellation);
        ServerLog.ReservationsExpired(_log, due.Length, stream, workspace);
    }
}
