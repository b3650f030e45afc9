using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Events.V1;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Health;

namespace OpsPlatform.Server.Events;

/// <summary>
/// Sends the events of a workspace as their rows hold them. It reads page by page, each in a statement of its own: a reader who takes hours
/// holds no snapshot, no connection and no more than a page.
/// </summary>
internal sealed class EventExport(PostgresEventStore store, CheckpointSigner signer, ServingState serving)
{
    private const int PageSize = 500;
    private const int MostBatchBytes = 1024 * 1024;

    public async Task Run(string workspace, long asked, Func<ExportEventsResponse, CancellationToken, Task> write, CancellationToken cancellation)
    {
        var first = Math.Max(asked, 1);
        var last = await store.ReadHeadAsync(workspace, cancellation);
        if (first > last.Position + 1)
            throw new Refusal(ErrorReason.ExportPositionAhead, "first_position", ("last", last.Position), ("asked", first), ("next", last.Position + 1));

        // Signed first: an export that cannot be ended must not begin.
        var end = new ExportEnd { Checkpoint = await signer.SignAsync(workspace, last, cancellation), Jwks = await signer.KeySetAsync(cancellation) };
        await write(new() { Start = await StartAsync(workspace, first, cancellation) }, cancellation);
        await EventsAsync(workspace, first, last.Position, write, cancellation);
        await write(new() { End = end }, cancellation);
    }

    private async Task<ExportStart> StartAsync(string workspace, long first, CancellationToken cancellation)
    {
        // Without its predecessor the first event does not fit; the reader of the export finds and names that.
        var predecessor = await store.FindLinkAsync(workspace, first - 1, cancellation) ?? ChainHead.Beginning;
        return new() { Workspace = $"workspaces/{workspace}", FirstPosition = first, PredecessorHash = ByteString.CopyFrom(predecessor.Hash.Span) };
    }

    private async Task EventsAsync(string workspace, long first, long last, Func<ExportEventsResponse, CancellationToken, Task> write, CancellationToken cancellation)
    {
        var after = first - 1;
        while (after < last)
        {
            if (serving.Stopped.IsCompleted)
                throw new Refusal(ErrorReason.ExportInterrupted, "", ("next", after + 1));
            var page = await store.ReadChainAsync(workspace, after, last, PageSize, cancellation);
            foreach (var batch in Batches(page.Select(Event)))
                await write(new() { Batch = batch }, cancellation);
            if (page.Count < PageSize)
                return;
            after = page[^1].Position;
        }
    }

    /// <summary>Many small events travel together, a large one alone: a reader with the usual limit of 4 MiB a message can read them.</summary>
    private static IEnumerable<EventBatch> Batches(IEnumerable<ChainedEvent> events)
    {
        var (batch, bytes) = (new EventBatch(), 0);
        foreach (var one in events)
        {
            var size = one.CalculateSize();
            if (batch.Events.Count > 0 && bytes + size > MostBatchBytes)
            {
                yield return batch;
                (batch, bytes) = (new EventBatch(), 0);
            }

            batch.Events.Add(one);
            bytes += size;
        }

        if (batch.Events.Count > 0)
            yield return batch;
    }

    private static ChainedEvent Event(ChainedRow row) => new()
    {
        Position = row.Position,
        Id = row.Id.ToString(),
        Stream = row.Stream,
        Version = row.Version,
        Type = row.Type,
        Time = row.Time.ToTimestamp(),
        Actor = row.Headers.Actor,
        Client = row.Headers.Client,
        RequestId = row.Headers.RequestId,
        Trace = row.Headers.Trace,
        Origin = row.Headers.Origin ?? "",
        Wire = UnsafeByteOperations.UnsafeWrap(row.Wire),
        DataJson = row.Json,
        Hash = UnsafeByteOperations.UnsafeWrap(row.Hash),
    };
}
