namespace OpsPlatform.EventStore;

/// <summary>How a node competes for leases.</summary>
public sealed record LeaseOptions
{
    /// <summary>How often the node asks for leases that others hold, and whether the database still knows of its own.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Who holds, for people to read.</summary>
    public string Holder { get; init; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>Told when the session that holds the leases was lost, or could not be opened; the node tries again by itself.</summary>
    public Action<Exception>? OnDisconnected { get; init; }
}
