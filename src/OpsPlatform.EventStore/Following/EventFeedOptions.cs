namespace OpsPlatform.EventStore;

/// <summary>How a node follows what is committed.</summary>
public sealed record EventFeedOptions
{
    /// <summary>
    /// How long a commit of another node stays unseen when its announcement is lost. Each look costs the database a pass over one row per
    /// workspace.
    /// </summary>
    public TimeSpan ScanInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A node announces its commits at most this often; what comes in between is announced together.</summary>
    public TimeSpan AnnounceInterval { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>What all followers of the node share of the latest events, in estimated bytes. Who is further behind reads the database.</summary>
    public long MostSharedBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Told when a session that listens or announces was lost, or could not be opened; the feed tries again by itself.</summary>
    public Action<Exception>? OnDisconnected { get; init; }
}
