using System.Collections.Concurrent;
using System.Diagnostics;
using OpsPlatform.Bench.Load;
using OpsPlatform.Budgets.V1;
using OpsPlatform.EventStore;

namespace OpsPlatform.Bench.Feed;

/// <summary>How long after its commit was acknowledged on one node an event reaches a subscriber on another, while they come at a rate.</summary>
internal sealed class Delivery(FeedNode writer, FeedNode subscriber)
{
    private const string Workspace = "feed";
    private const int Callers = 64;

    private readonly ConcurrentDictionary<long, long> _committed = new();
    private readonly List<(long Position, long At)> _received = [];
    private long _lastReceived;

    public async Task<IReadOnlyList<Sample>> RunAsync(double perSecond, TimeSpan duration, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var start = Stopwatch.GetTimestamp();
        var last = await AppendAsync();
        var receiving = ReceiveAsync(last, stop.Token);
        await OpenLoop.RunAsync(Callers, perSecond, duration, async _ => _committed[await AppendAsync()] = Stopwatch.GetTimestamp(), cancellation);

        // The last ones are as much a part of it as the others.
        for (var patience = Stopwatch.StartNew(); Volatile.Read(ref _lastReceived) < _committed.Keys.Max() && patience.Elapsed < TimeSpan.FromSeconds(5);)
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellation);
        await stop.CancelAsync();
        await receiving;

        // What arrives before its writer has heard of the commit has taken no time.
        return [.. from received in _received
                   where _committed.ContainsKey(received.Position)
                   let took = Stopwatch.GetElapsedTime(_committed[received.Position], received.At)
                   select new Sample(Stopwatch.GetElapsedTime(start, received.At), took < TimeSpan.Zero ? TimeSpan.Zero : took)];
    }

    private async Task ReceiveAsync(long after, CancellationToken stop)
    {
        try
        {
            await foreach (var events in subscriber.Feed.FollowAsync(Workspace, after, stop))
            {
                var now = Stopwatch.GetTimestamp();
                _received.AddRange(events.Select(received => (received.Position, now)));
                Volatile.Write(ref _lastReceived, events[^1].Position);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The rate has ended.
        }
    }

    private async Task<long> AppendAsync()
    {
        var now = DateTimeOffset.UtcNow;
        var append = new Append(Workspace, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)), new EventHeaders("bench-ops"))
        {
            Streams = [new StreamAppend($"budgets/{Guid.NewGuid()}", nameof(Budget), 0, [new FundsReserved { Reservation = "r-1", Line = "content", AmountMicros = 1_000_000, Purpose = "An event to follow" }])],
        };
        return await writer.Store.AppendAsync(append) is AppendResult.Committed committed ? committed.LastPosition : throw new WorthlessRunException("An append to a new stream was refused.");
    }
}
