using System.Text.Json;

namespace OpsPlatform.EventStore;

/// <summary>An append on its way: encoded, waiting to be taken into a commit, then waiting for its result.</summary>
internal sealed class PendingAppend
{
    /// <summary>What a row of values takes, about.</summary>
    private const int MetricBytes = 100;

    // Continuations run elsewhere: whoever commits must not carry on with the callers' work.
    private readonly TaskCompletionSource<AppendResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isTakenOrCancelled;

    public PendingAppend(Append append, StoredTypes types)
    {
        Append = append;
        Time = Microseconds(append.Time);
        Events = [.. append.Streams.SelectMany(stream => Encode(stream, types))];
        Headers = JsonSerializer.Serialize(append.Headers, HeadersJson.Default.EventHeaders);
        Bytes = Events.Sum(each => each.Bytes) + append.Documents.Sum(document => document.Data.CalculateSize()) + (append.Request?.Response.Length ?? 0)
            + (MetricBytes * (append.Metrics?.Rows.Count ?? 0));
    }

    public Append Append { get; }

    public DateTime Time { get; }

    public IReadOnlyList<EncodedEvent> Events { get; }

    public string Headers { get; }

    /// <summary>About what it takes in memory and on the wire.</summary>
    public int Bytes { get; }

    public Task<AppendResult> Result => _result.Task;

    /// <summary>Whether it is to be committed; from now on it is not cancelled. If not, it has its result.</summary>
    public bool TryTake()
    {
        if (Interlocked.Exchange(ref _isTakenOrCancelled, 1) == 0)
            return !IsRefusedWithItsLineage();

        // Whoever cancels it may be about to do this, and what was decided on it is taken next.
        BreakLineages();
        return false;
    }

    /// <summary>Whether it was decided on what is not stored, and has been told so.</summary>
    public bool IsRefusedWithItsLineage()
    {
        if (!Append.Lineages.Any(lineage => lineage.IsBroken))
            return false;
        Complete(new AppendResult.VersionConflict(Append.Streams[0].Stream));
        return true;
    }

    public void Cancel(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _isTakenOrCancelled, 1) == 1)
            return;
        BreakLineages();
        _result.TrySetCanceled(cancellation);
    }

    public void Complete(AppendResult result)
    {
        if (result is not AppendResult.Committed)
            BreakLineages();
        _result.TrySetResult(result);
    }

    public void Fail(Exception problem)
    {
        BreakLineages();
        _result.TrySetException(problem);
    }

    public static DateTime Microseconds(DateTimeOffset time) =>
        time.Ticks % TimeSpan.TicksPerMicrosecond == 0 ? time.UtcDateTime : throw new ArgumentException($"{time:O} is finer than a microsecond and would not be read back as it was written.", nameof(time));

    private void BreakLineages()
    {
        foreach (var lineage in Append.Lineages)
            lineage.Break();
    }

    private IEnumerable<EncodedEvent> Encode(StreamAppend stream, StoredTypes types) =>
        stream.Events.Select((message, index) => new EncodedEvent(types.Event(message.Descriptor), stream.Stream, stream.ExpectedVersion + index + 1, message, Append.Time, Append.Headers));
}
