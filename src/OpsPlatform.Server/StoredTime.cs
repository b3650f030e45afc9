namespace OpsPlatform.Server;

internal static class StoredTime
{
    /// <summary>Now, to the microsecond, as PostgreSQL keeps times: a finer one would not be the same after it was stored.</summary>
    public static DateTimeOffset Now(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
