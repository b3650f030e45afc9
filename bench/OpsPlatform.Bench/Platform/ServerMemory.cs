using System.Diagnostics;

namespace OpsPlatform.Bench.Platform;

/// <summary>What the server's process holds in physical memory while it is under load, in MiB.</summary>
/// <param name="Early">After a minute, or after a quarter of a load that is shorter than four.</param>
/// <param name="Late">At the end.</param>
/// <param name="Peak">The most that was seen; it is looked at every second.</param>
internal sealed record ServerMemory(TimeSpan Load, TimeSpan EarlyAt, double Early, double Late, double Peak)
{
    private const double BytesPerMiB = 1024 * 1024;

    public double Growth => Late / Early;

    /// <param name="load">What keeps the server busy for the given time.</param>
    public static async Task<ServerMemory> WatchAsync(int serverId, TimeSpan duration, Func<Task> load, CancellationToken cancellation)
    {
        var earlyAt = duration / 4 < TimeSpan.FromMinutes(1) ? duration / 4 : TimeSpan.FromMinutes(1);
        var start = Stopwatch.GetTimestamp();
        var (early, late, peak) = (0.0, 0.0, 0.0);
        var running = load();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!running.IsCompleted && await timer.WaitForNextTickAsync(cancellation))
        {
            late = Read(serverId);
            peak = Math.Max(peak, late);
            if (early == 0 && Stopwatch.GetElapsedTime(start) >= earlyAt)
                early = late;
        }

        await running;
        return new ServerMemory(duration, earlyAt, early, late, peak);
    }

    private static double Read(int serverId)
    {
        using var server = Process.GetProcessById(serverId);
        return server.WorkingSet64 / BytesPerMiB;
    }
}
