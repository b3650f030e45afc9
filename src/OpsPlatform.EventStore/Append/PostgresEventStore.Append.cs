namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    /// <summary>
    /// Commits events, documents and the request's record together, in one transaction with what others append meanwhile. Appends of one node to one workspace
    /// are committed in the order of these calls, so that a caller may build on what it has appended without waiting for it. A cancelled append is not
    /// stored if no commit has taken it up yet; afterwards it is stored, and the request's record tells.
    /// </summary>
    /// <exception cref="StoreBusyException">Nothing was stored: too much is waiting already.</exception>
    /// <exception cref="StoreUnavailableException">Nothing was stored.</exception>
    /// <exception cref="OutcomeUnknownException">It may have been stored; the request's record tells.</exception>
    /// <exception cref="UnstorableTextException">Nothing was stored: a text holds U+0000.</exception>
    public async Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation = default)
    {
        var result = await _commits.RunAsync(new PendingAppend(append, types), cancellation);
        if (result is AppendResult.Committed committed && append.Streams.Count > 0)
            Committed?.Invoke(append.Tenant, committed.LastPosition);
        return result;
    }
}
