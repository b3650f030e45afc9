using Google.Protobuf;
using OpsPlatform.EventStore;

namespace OpsPlatform.Server;

/// <summary>
/// Acts on resources whose time has come. Every node does it: the store lets one of two that act on the same resource win, and the
/// other finds nothing left to do.
/// </summary>
internal abstract class DueWork<TDocument>(PostgresEventStore store, TimeProvider time, ILogger log) : PeriodicWork(TimeSpan.FromSeconds(1), time, log)
    where TDocument : class, IMessage<TDocument>, new()
{
    /// <summary>One append holds at most so many, and one turn finishes all that is due.</summary>
    private const int Slice = 500;

    private readonly TimeProvider _time = time;
    private readonly ILogger _log = log;

    /// <summary>What was due until this time is acted on.</summary>
    protected virtual DateTimeOffset Until => _time.GetUtcNow();

    public override async Task RunOnceAsync(CancellationToken cancellation)
    {
        IReadOnlyList<DueDocument<TDocument>> due;
        var failed = false;
        do
        {
            due = await store.ListDueAsync<TDocument>(Until, Slice, cancellation);
            foreach (var stream in due.GroupBy(document => (document.Tenant, Id: string.Join('/', document.Id.Split('/')[..2]))))
                failed |= !await TryAct(stream.Key.Tenant, stream.Key.Id, [.. stream.Select(document => document.Id[stream.Key.Id.Length..].TrimStart('/'))], cancellation);
        }
        while (due.Count == Slice && !failed);
    }

    /// <param name="stream">The resource that is due, or that has the children which are.</param>
    /// <param name="children">Their ids below the stream: <c>reservations/r1</c>; one that is empty for the resource itself.</param>
    protected abstract Task ActAsync(string workspace, string stream, IReadOnlyList<string> children, CancellationToken cancellation);

    /// <summary>A resource that cannot be worked on must not keep the others waiting: it is tried again at the next turn.</summary>
    private async Task<bool> TryAct(string workspace, string stream, IReadOnlyList<string> children, CancellationToken cancellation)
    {
        try
        {
            await ActAsync(workspace, stream, children, cancellation);
            return true;
        }
        catch (Exception e) when (e is not (OperationCanceledException or StoreUnavailableException or OutcomeUnknownException or StoreBusyException))
        {
            ServerLog.WorkFailed(_log, e, $"{GetType().Name} of {stream} in {workspace}");
            return false;
        }
    }
}
