namespace OpsPlatform.EventStore;

/// <summary>How far a projection has come in a workspace.</summary>
/// <param name="Head">The position of the workspace's last event; 0 when there is none.</param>
/// <param name="Served">What is read; null until there is something.</param>
/// <param name="Rebuilt">What is made beside it, to take its place once it has caught up; null when nothing is.</param>
public sealed record ProjectionProgress(string Tenant, string Name, long Head, ProjectionBuild? Served, ProjectionBuild? Rebuilt)
{
    /// <summary>How many events of the workspace the documents that are read do not contain.</summary>
    public long Lag => Head - (Served?.Position ?? 0);

    /// <summary>Why it does not go on, or null while it does: a rebuild under way goes on, whatever has stopped before.</summary>
    public ProjectionError? Error => (Rebuilt ?? Served)?.Error;
}

/// <summary>Documents that contain the events up to a position.</summary>
/// <param name="Version">The version of the projection that made them.</param>
public sealed record ProjectionBuild(int Version, long Position, DateTimeOffset UpdateTime, ProjectionError? Error);

/// <summary>Why a projection stopped before an event. It tells nothing of what the event says, which may be about persons.</summary>
/// <param name="Type">The name of the exception.</param>
/// <param name="Position">Of the event, in its workspace.</param>
public sealed record ProjectionError(string Type, string Message, long Position, Guid EventId, DateTimeOffset Time);
