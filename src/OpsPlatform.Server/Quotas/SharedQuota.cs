using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Quotas;

/// <summary>How much may be taken: at once, with so much coming back each second; or a day, where nothing comes back before midnight UTC.</summary>
internal sealed record Limit(long Capacity, double PerSecond)
{
    /// <summary>What a node takes in advance: with five others, a tenth of the quota can lie idle elsewhere. Large ones are asked for rarely enough anyway.</summary>
    public long Share => Math.Clamp(Capacity / 50, 1, 1000);
}

/// <summary>
/// A node's share of a quota that all nodes share. Calls take from it without waiting; the next share is asked for while there is still some of this
/// one. More than the quota is never given out; what a node that died had left of its share is lost to a daily quota, and comes back to the others.
/// While the database cannot be asked, calls pass: those that need it fail by themselves, and a quota is no reason to fail the rest.
/// </summary>
internal sealed class SharedQuota(string name, Limit limit, PostgresEventStore store, TimeProvider time, Action<Exception> onUnshared)
{
    /// <summary>Where there was nothing, the next question comes no sooner; and no later than this, because other nodes give back.</summary>
    private static readonly (TimeSpan Shortest, TimeSpan Longest) Pause = (TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1));

    /// <summary>How long calls pass before the database is asked again.</summary>
    private static readonly TimeSpan Unshared = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private Task? _leasing;
    private long _held;
    private long _untaken;
    private long _waiting;
    private long _taken;
    private long _takenBefore;

    // All in ticks since the start.
    private long _resetAt;
    private long _emptyUntil;
    private long _againAt;
    private long _openUntil;

    public Limit Limit => limit;

    /// <summary>What is left as far as this node knows.</summary>
    public long Remaining => Math.Max(0, Volatile.Read(ref _held)) + Volatile.Read(ref _untaken);

    public TimeSpan Reset => TimeSpan.FromTicks(Math.Max(0, Volatile.Read(ref _resetAt) - Now));

    private long Now => time.GetElapsedTime(_start).Ticks;

    /// <summary>Takes one. Zero when there was one, else how long until there can be one again.</summary>
    public ValueTask<TimeSpan> TakeAsync(CancellationToken cancellation)
    {
        var now = Now;
        if (!TryTake(now))
            return new(WaitAsync(cancellation));
        if (Volatile.Read(ref _held) <= limit.Share / 2 && Volatile.Read(ref _untaken) > 0 && now >= Volatile.Read(ref _emptyUntil) && Volatile.Read(ref _leasing) is null)
            _ = Leasing();
        return default;
    }

    /// <summary>Puts back what a call took that was refused for another reason.</summary>
    public void PutBack()
    {
        if (Now < Volatile.Read(ref _openUntil))
            return;
        Interlocked.Increment(ref _held);
        Interlocked.Decrement(ref _taken);
    }

    /// <summary>Gives back what was not touched since the last time, or all of it when nothing is used any more.</summary>
    public async Task GiveBackAsync(bool all, CancellationToken cancellation)
    {
        var taken = Volatile.Read(ref _taken);
        var idle = taken == Interlocked.Exchange(ref _takenBefore, taken);
        if ((!idle && !all) || Volatile.Read(ref _held) <= 0 || Interlocked.Exchange(ref _held, 0) is not (> 0 and var held))
            return;
        if (limit.PerSecond > 0 || Now < Volatile.Read(ref _resetAt))
            Keep(await store.LeaseQuotaAsync(name, limit.Capacity, limit.PerSecond, -held, cancellation));
    }

    private bool TryTake(long now)
    {
        if (now < Volatile.Read(ref _openUntil))
            return true;

        // A share of yesterday is none today.
        if (limit.PerSecond == 0 && now >= Volatile.Read(ref _resetAt))
        {
            Interlocked.Exchange(ref _held, 0);
            return false;
        }

        if (Volatile.Read(ref _held) <= 0)
            return false;
        if (Interlocked.Decrement(ref _held) < 0)
        {
            Interlocked.Increment(ref _held);
            return false;
        }

        Interlocked.Increment(ref _taken);
        return true;
    }

    private async Task<TimeSpan> WaitAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            while (true)
            {
                var now = Now;
                if (TryTake(now))
                    return TimeSpan.Zero;
                if (now < Volatile.Read(ref _emptyUntil))
                    return TimeSpan.FromTicks(Math.Max(1, Volatile.Read(ref _againAt) - now));
                await Leasing().WaitAsync(cancellation);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Callers who find nothing wait for one lease together.</summary>
    private Task Leasing()
    {
        lock (_gate)
            return _leasing ??= LeaseAsync();
    }

    private async Task LeaseAsync()
    {
        // Leaves the gate before it does anything, and takes no caller's cancellation along.
        await Task.Yield();
        try
        {
            var lease = await store.LeaseQuotaAsync(name, limit.Capacity, limit.PerSecond, Math.Max(limit.Share, Volatile.Read(ref _waiting)), CancellationToken.None);
            Keep(lease);
            Interlocked.Add(ref _held, lease.Granted);
            if (lease.Granted > 0)
                return;
            Volatile.Write(ref _againAt, Now + lease.Wait.Ticks);
            Volatile.Write(ref _emptyUntil, Now + Math.Clamp(lease.Wait.Ticks, Pause.Shortest.Ticks, Pause.Longest.Ticks));
        }
        catch (Exception e) when (e is StoreUnavailableException or OutcomeUnknownException or StoreBusyException)
        {
            Volatile.Write(ref _openUntil, Now + Unshared.Ticks);
            onUnshared(e);
        }
        finally
        {
            lock (_gate)
                _leasing = null;
        }
    }

    private void Keep(QuotaLease lease)
    {
        Volatile.Write(ref _untaken, lease.Remaining);
        Volatile.Write(ref _resetAt, Now + lease.Reset.Ticks);
    }
}
