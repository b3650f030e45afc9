using System.Diagnostics.Metrics;

namespace OpsPlatform.EventStore;

/// <summary>What following costs the database.</summary>
internal sealed class FeedMetrics : IDisposable
{
    private readonly Meter _meter = new(EventFeed.MeterName);
    private long _sharedReads;
    private long _ownReads;
    private long _announcements;
    private long _scans;

    public FeedMetrics(Func<long> sharedBytes)
    {
        _meter.CreateObservableCounter(
            "opsplatform.feed.reads",
            () => new[] { new Measurement<long>(SharedReads, new KeyValuePair<string, object?>("for", "all")), new Measurement<long>(OwnReads, new KeyValuePair<string, object?>("for", "one")) },
            description: "Pages of events read, for all followers at the end of a workspace or for one that is behind.");
        _meter.CreateObservableCounter("opsplatform.feed.announcements", () => Announcements, description: "Notifications sent to the other nodes.");
        _meter.CreateObservableCounter("opsplatform.feed.scans", () => Scans, description: "Looks at the positions of all workspaces.");
        _meter.CreateObservableUpDownCounter("opsplatform.feed.shared_bytes", sharedBytes, "By", "What followers share of the latest events, estimated.");
    }

    public long SharedReads => Interlocked.Read(ref _sharedReads);

    public long OwnReads => Interlocked.Read(ref _ownReads);

    public long Announcements => Interlocked.Read(ref _announcements);

    public long Scans => Interlocked.Read(ref _scans);

    public void CountSharedRead() => Interlocked.Increment(ref _sharedReads);

    public void CountOwnRead() => Interlocked.Increment(ref _ownReads);

    public void CountAnnouncement() => Interlocked.Increment(ref _announcements);

    public void CountScan() => Interlocked.Increment(ref _scans);

    public void Dispose() => _meter.Dispose();
}
