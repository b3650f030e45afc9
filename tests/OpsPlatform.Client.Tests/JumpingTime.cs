using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace OpsPlatform.Client.Tests;

/// <summary>A clock on which every wait is over as soon as it begins, and which remembers how long each was to be.</summary>
/// <remarks>It starts at the real time, because gRPC sends deadlines as what is left of it.</remarks>
internal sealed class JumpingTime() : FakeTimeProvider(DateTimeOffset.UtcNow)
{
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Waits.Enqueue(dueTime);
        _ = Task.Run(() => Advance(dueTime));
        return timer;
    }
}
