using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Listing;

namespace OpsPlatform.Server.Budgets;

/// <summary>
/// Releases what is still held of budgets that are closing, slice by slice, and closes them. Each slice is one append: whoever is stopped in between leaves
/// a budget that is closing still, and this goes on with it.
/// </summary>
internal sealed class BudgetClosingWork(PostgresEventStore store, CommandRunner<Budget> commands, TimeProvider time, ILogger<BudgetClosingWork> log) : DueWork<Budget>(store, time, log)
{
    /// <summary>Long before any budget was closed, so that those that are closing are found apart from those that wait for the archive.</summary>
    public static readonly DateTimeOffset Due = DateTimeOffset.UnixEpoch;

    private const int Slice = 400;

    private static readonly Filter Held = ListQuery.Parse(new ListFields(Reservation.Descriptor, null), "", Slice, "", "state = HELD", "").Filter!;

    private readonly PostgresEventStore _store = store;

    protected override DateTimeOffset Until => Due;

    protected override async Task ActAsync(string workspace, string stream, IReadOnlyList<string> children, CancellationToken cancellation)
    {
        int found;
        do
        {
            var held = await _store.ListDocumentsAsync<Reservation>(workspace, new DocumentQuery(Slice) { Prefix = $"{stream}/reservations/", Filter = Held }, cancellation);
            found = held.Documents.Count;
            await commands.Run(workspace, stream, [.. held.Documents.Select(document => document.Id[(stream.Length + 1)..])], BudgetDecider.GoOnClosing, cancellation);
        }
        while (found == Slice);
    }
}
