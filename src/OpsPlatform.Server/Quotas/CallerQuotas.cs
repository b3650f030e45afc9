using System.Collections.Concurrent;

namespace OpsPlatform.Server.Quotas;

/// <summary>What this node keeps of a client or a workspace: its shares of quotas, its open streams, and the calls that are not yet added to its usage.</summary>
internal sealed class CallerQuotas
{
    private int _openStreams;

    /// <summary>Null for no limit.</summary>
    public SharedQuota? Rate { get; set; }

    /// <summary>0 for no limit.</summary>
    public int MostStreams { get; set; }

    public ConcurrentDictionary<string, GroupUse> Groups { get; } = new();

    public IEnumerable<SharedQuota> Shared => Groups.Values.Select(group => group.Daily).Append(Rate).OfType<SharedQuota>();

    public bool TryOpenStream()
    {
        if (Interlocked.Increment(ref _openStreams) <= MostStreams || MostStreams == 0)
            return true;
        CloseStream();
        return false;
    }

    public void CloseStream() => Interlocked.Decrement(ref _openStreams);
}

/// <summary>Calls of a client of one permission group.</summary>
internal sealed class GroupUse
{
    private long _calls;
    private long _refused;

    /// <summary>Null for no limit.</summary>
    public SharedQuota? Daily { get; set; }

    public void Count() => Interlocked.Increment(ref _calls);

    public void CountRefused() => Interlocked.Increment(ref _refused);

    /// <summary>What was counted since the last time.</summary>
    public (long Calls, long Refused) Collect() => (Interlocked.Exchange(ref _calls, 0), Interlocked.Exchange(ref _refused, 0));

    /// <summary>For what was collected and could not be stored.</summary>
    public void Return(long calls, long refused)
    {
        Interlocked.Add(ref _calls, calls);
        Interlocked.Add(ref _refused, refused);
    }
}
