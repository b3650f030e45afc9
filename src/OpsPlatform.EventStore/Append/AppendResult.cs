namespace OpsPlatform.EventStore;

/// <summary>How an append ended. Nothing is stored unless it is <see cref="Committed"/>.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <param name="LastPosition">The position of the last event in its workspace; without events, the last position there was.</param>
    public sealed record Committed(long LastPosition) : AppendResult;

    /// <summary>The stream is not at the expected version: load it and decide again.</summary>
    public sealed record VersionConflict(string Stream) : AppendResult;

    /// <summary>The request is on record, by an earlier call or a concurrent one: answer what it was answered.</summary>
    public sealed record RequestAlreadyHandled : AppendResult;
}
